package et.po.cli.claim;

import et.po.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `poet keys`: keys that sign claims.
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Makes keys that sign claims.",
    footer = {"", "Example:  poet keys new --out ann.key"})
public final class KeysCommand {
  private KeysCommand() {}

  public static CommandLine commandLine(Console console) {
    return new CommandLine(new KeysCommand()).addSubcommand(new KeysNewCommand(console));
  }
}
