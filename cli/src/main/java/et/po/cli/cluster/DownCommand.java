package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `poet cluster down`.
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a cluster away, with everything that was stored in it.",
      "It ends what a poet cluster up has started, also one that was killed. The logs stay."
    },
    footer = {"", "Example:  poet cluster down"})
final class DownCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private WhichCluster which = new WhichCluster();

  DownCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ClusterDirectory directory = which.directory();
    Cluster cluster = new Cluster(directory, console.progress());
    if (!cluster.isOurs()) {
      throw CommandException.negative("There is no cluster in " + directory.path() + ".");
    }
    cluster.down();
    console.say("The cluster in " + directory.path() + " is gone; its logs are still there.");
    return ExitCode.DONE;
  }
}
