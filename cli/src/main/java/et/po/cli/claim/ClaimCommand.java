package et.po.cli.claim;

import et.po.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `poet claim`: the commands about claims.
@Command(
    name = "claim",
    mixinStandardHelpOptions = true,
    description = "Looks into claims, makes them, signs them, submits them.",
    footer = {"", "Example:  poet claim inspect claim.json"})
public final class ClaimCommand {
  private ClaimCommand() {}

  public static CommandLine commandLine(Console console) {
    return new CommandLine(new ClaimCommand())
        .addSubcommand(new InspectCommand(console))
        .addSubcommand(new CreateCommand(console))
        .addSubcommand(new SignCommand(console))
        .addSubcommand(new SubmitCommand(console));
  }
}
