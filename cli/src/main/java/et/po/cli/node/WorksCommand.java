package et.po.cli.node;

import et.po.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `poet works`: works as a node shows them.
@Command(
    name = "works",
    mixinStandardHelpOptions = true,
    description = "Shows works that a node knows.",
    footer = {"", "Example:  poet works show ID"})
public final class WorksCommand {
  private WorksCommand() {}

  public static CommandLine commandLine(Console console) {
    return new CommandLine(new WorksCommand()).addSubcommand(new WorksShowCommand(console));
  }
}
