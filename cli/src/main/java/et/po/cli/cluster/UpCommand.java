package et.po.cli.cluster;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `poet cluster up`.
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a cluster on this machine.",
      "Returns when it is ready for pods. Each of its nodes is a zone, with containerd and a kubelet of its own; beside it are the"
          + " servers that Po.et stands on. It needs root, and programs of poet tools; images of poet"
          + " image build are brought to all nodes."
    },
    footer = {"", "Example:  poet cluster up --nodes real"})
final class UpCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private NewCluster made = new NewCluster();

  @Mixin private WhichCluster which = new WhichCluster();

  UpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int zones = made.zones();
    ClusterDirectory directory = which.directory();
    make(directory, zones, console);
    console.answer("export KUBECONFIG=" + directory.kubeconfig());
    return ExitCode.DONE;
  }

  /// Makes one; where that fails, it is left to be looked at, and said.
  static Cluster make(ClusterDirectory directory, int zones, Console console) {
    Requirements.check();
    console.say("Making a cluster in " + directory.path());
    Cluster cluster = new Cluster(directory, console.progress());
    try {
      cluster.up(zones, Checkout.ofLauncher().root());
      return cluster;
    } catch (CommandException e) {
      if (cluster.isRunning()) {
        console.say("For looking at it, what was started still runs: poet cluster down ends it.");
      }
      throw e;
    }
  }
}
