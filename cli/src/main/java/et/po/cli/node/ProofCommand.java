package et.po.cli.node;

import et.po.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `poet proof`: proofs from a node.
@Command(
    name = "proof",
    mixinStandardHelpOptions = true,
    description = "Gets proofs from a node.",
    footer = {"", "Example:  poet proof fetch ID --wait"})
public final class ProofCommand {
  private ProofCommand() {}

  public static CommandLine commandLine(Console console) {
    return new CommandLine(new ProofCommand()).addSubcommand(new ProofFetchCommand(console));
  }
}
