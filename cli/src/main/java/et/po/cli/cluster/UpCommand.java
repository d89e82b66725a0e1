package et.po.cli.cluster;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `poet cluster up`.
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a cluster on this machine, and returns when it is ready for pods.",
      "Each of its nodes is a zone, with containerd and a kubelet of its own. It needs root, and"
          + " programs of poet tools; images of poet image build are brought to all nodes."
    },
    footer = {"", "Example:  poet cluster up --nodes real"})
final class UpCommand implements Callable<Integer> {
  /// What its nodes are.
  enum Nodes {
    /// Kubelets with real containers.
    REAL
  }

  private static final int MOST_ZONES = 3;

  private final Console console;

  @Option(
      names = "--nodes",
      paramLabel = "real",
      defaultValue = "real",
      description = "What its nodes are (${DEFAULT-VALUE}): real ones run containers.")
  private Nodes nodes = Nodes.REAL;

  @Option(
      names = "--zones",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many zones, with a node each (${DEFAULT-VALUE}; 1 to 3).")
  private int zones = MOST_ZONES;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where it is; without it poet-cluster in the user's data directory.")
  private Optional<Path> data = Optional.empty();

  UpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (zones < 1 || zones > MOST_ZONES) {
      throw CommandException.misuse("--zones is a number from 1 to " + MOST_ZONES + ".");
    }
    Requirements.check();
    ClusterDirectory directory =
        new ClusterDirectory(data.orElseGet(() -> ClusterDirectory.usual(System.getenv())));
    Path images = Checkout.ofLauncher().root().resolve("target/images");
    console.say("Making a cluster in " + directory.path());
    Cluster cluster = new Cluster(directory, console.progress());
    try {
      cluster.up(zones, List.of(images.resolve("node.tar"), images.resolve("frost.tar")));
    } catch (CommandException e) {
      if (cluster.isRunning()) {
        console.say("For looking at it, what was started still runs: poet cluster down ends it.");
      }
      throw e;
    }
    console.answer("export KUBECONFIG=" + directory.kubeconfig());
    return ExitCode.DONE;
  }
}
