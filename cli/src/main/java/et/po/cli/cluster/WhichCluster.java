package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Console;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The option that says which cluster.
public final class WhichCluster {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where it is; without it poet-cluster in the user's data directory.")
  private Optional<Path> data = Optional.empty();

  ClusterDirectory directory() {
    return new ClusterDirectory(data.orElseGet(() -> ClusterDirectory.usual(System.getenv())));
  }

  /// Ends the command if none runs there.
  public ClusterDirectory running(Console console) {
    ClusterDirectory directory = directory();
    if (!new Cluster(directory, console.progress()).isRunning()) {
      throw CommandException.negative(
          "No cluster runs in " + directory.path() + ": poet cluster up makes one.");
    }
    return directory;
  }
}
