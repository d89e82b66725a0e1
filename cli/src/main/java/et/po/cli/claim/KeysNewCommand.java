package et.po.cli.claim;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.JsonOption;
import et.po.cli.Members;
import et.po.cli.OwnerFile;
import et.po.cli.Trouble;
import et.po.protocol.claim.Ed25519Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `poet keys new`: a new Ed25519 key.
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = {
      "Makes an Ed25519 key that signs claims.",
      "It prints its public half and the issuer it speaks for."
    },
    footer = {
      "",
      "Example:  poet keys new --out ann.key",
      "With --out the private key is in that file alone, readable by you alone; a file that is"
          + " there is never overwritten. Without it the private key is printed as well."
    })
final class KeysNewCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--out", paramLabel = "FILE", description = "Where the private key goes.")
  private Optional<Path> out = Optional.empty();

  @Mixin private JsonOption json = new JsonOption();

  KeysNewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Ed25519Key key = Ed25519Key.generate(new SecureRandom());
    out.ifPresent(file -> write(file, key));
    if (json.isSet()) {
      Members members =
          new Members().put("publicKey", key.publicBase58()).put("issuer", key.issuer().uri());
      if (out.isEmpty()) {
        members.put("privateKey", key.privateBase58());
      }
      console.answer(members.object());
    } else {
      console.answer("public key   " + key.publicBase58());
      console.answer("issuer       " + key.issuer().uri());
      if (out.isEmpty()) {
        console.answer("private key  " + key.privateBase58());
      }
    }
    return ExitCode.DONE;
  }

  private static void write(Path file, Ed25519Key key) {
    try {
      OwnerFile.create(file, (key.privateBase58() + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (FileAlreadyExistsException e) {
      throw CommandException.unable(file + " exists already; a key is never overwritten.", e);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }
}
