package et.po.cli.admin;

import et.po.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `poet admin`: one-off tasks of whoever runs Po.et.
@Command(
    name = "admin",
    mixinStandardHelpOptions = true,
    description = "One-off tasks of whoever runs Po.et.",
    footer = {"", "Example:  poet admin status"})
public final class AdminCommand {
  private AdminCommand() {}

  public static CommandLine commandLine(Console console) {
    return new CommandLine(new AdminCommand())
        .addSubcommand(new MigrateCommand(console))
        .addSubcommand(new ReplayCommand(console))
        .addSubcommand(new RotateKeysCommand(console))
        .addSubcommand(new StatusCommand(console));
  }
}
