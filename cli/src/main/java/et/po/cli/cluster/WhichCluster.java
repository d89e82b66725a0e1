package et.po.cli.cluster;

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

  public ClusterDirectory directory() {
    return new ClusterDirectory(data.orElseGet(() -> ClusterDirectory.usual(System.getenv())));
  }
}
