package et.po.cli.image;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.JsonOption;
import et.po.cli.Members;
import et.po.cli.Trouble;
import et.po.images.ImageException;
import et.po.images.Seal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `poet image verify`: whether an image is whole, and signed by a key.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Says the digest of an image that is whole and signed by the key.",
      "The same is asked of the bill of materials beside it."
    },
    footer = {
      "",
      "Example:  poet image verify target/images/node.tar --key release.pub",
      "Exit code 1 where it is not, with the reason; 3 where it cannot be read."
    })
final class VerifyImageCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The image, as poet image build wrote it.")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The public key, in PEM: openssl pkey -in PRIVATE -pubout makes it.")
  private Path key = Path.of("");

  @Mixin private JsonOption json = new JsonOption();

  VerifyImageCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try {
      String digest = Seal.verify(file, key);
      if (json.isSet()) {
        console.answer(new Members().put("digest", digest).object());
      } else {
        console.answer(digest);
      }
      return ExitCode.DONE;
    } catch (ImageException e) {
      throw CommandException.negative(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw CommandException.unable("The image cannot be read. " + Trouble.sentence(e), e);
    }
  }
}
