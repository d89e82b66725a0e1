package et.po.cli.cluster;

import et.po.cli.Console;
import et.po.cli.cluster.drill.DrillCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `poet cluster`: Kubernetes on this machine.
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = "Makes a Kubernetes cluster of real nodes on this machine.",
    footer = {
      "",
      "Examples:  poet cluster up --nodes real",
      "           poet cluster test --nodes real",
      "           poet cluster down"
    })
public final class ClusterCommand {
  private ClusterCommand() {}

  public static CommandLine commandLine(Console console) {
    return new CommandLine(new ClusterCommand())
        .addSubcommand(new UpCommand(console))
        .addSubcommand(new InstallCommand(console))
        .addSubcommand(new TestCommand(console))
        .addSubcommand(new DrillCommand(console))
        .addSubcommand(new DownCommand(console))
        .addSubcommand(new ChainCommand());
  }
}
