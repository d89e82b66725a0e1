package et.po.cli.image;

import et.po.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `poet image`: container images of node and Frost.
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    description = "Makes container images of node and Frost, signs and checks them.",
    footer = {
      "",
      "Examples:  poet image build --key cosign.pem",
      "           poet image verify target/images/node.tar --key cosign.pub"
    })
public final class ImageCommand {
  private ImageCommand() {}

  public static CommandLine commandLine(Console console) {
    return new CommandLine(new ImageCommand())
        .addSubcommand(new BuildCommand(console))
        .addSubcommand(new VerifyImageCommand(console));
  }
}
