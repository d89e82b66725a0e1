package et.po.cli.claim;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.InputFile;
import et.po.protocol.claim.ClaimKey;
import et.po.protocol.json.JsonObject;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `poet claim sign`: signs a claim with a key in a file.
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = "Signs a claim; its id is computed, an old signature replaced.",
    footer = {"", "Example:  poet claim sign unsigned.json --key ann.key --out claim.json"})
final class SignCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The claim; - is what comes on stdin.")
  private String file = "-";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The private key, as poet keys new makes it, or an RSA key in PEM.")
  private String key = "";

  @Mixin private ClaimOutput output = new ClaimOutput();

  SignCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    JsonObject claim = JsonFile.object(new InputFile(file, console));
    ClaimKey signer = KeyFile.read(new InputFile(key, console));
    claim
        .findString("issuer")
        .filter(issuer -> !issuer.equals(signer.issuer().uri()))
        .ifPresent(issuer -> {
          throw CommandException.negative(
              "The claim is not signed: its issuer is not the one of this key.");
        });
    output.write(new Signing(Clock.systemUTC()).sign(claim, signer).file(), console);
    return ExitCode.DONE;
  }
}
