package et.po.cli.claim;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.InputFile;
import et.po.protocol.claim.ClaimKey;
import et.po.protocol.claim.Contexts;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `poet claim create`: a claim from options, signed where a key is given.
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a claim from options or a JSON file of fields.",
      "It is signed if a key is given."
    },
    footer = {
      "",
      "Example:  poet claim create --name 'Night sky' --author Ann --work sky.jpg \\",
      "            --key ann.key --out claim.json",
      "Without --key the claim is unsigned; poet claim sign signs it."
    })
final class CreateCommand implements Callable<Integer> {
  private final Console console;
  private final Clock clock;

  @ArgGroup(validate = false, heading = "What is claimed:%n")
  private FieldOptions fields = new FieldOptions();

  @Option(
      names = "--type",
      paramLabel = "Work|Identity",
      defaultValue = "Work",
      description = "What the claim is about (${DEFAULT-VALUE}).")
  private String type = "Work";

  @Option(
      names = "--context",
      paramLabel = "FILE",
      description = "A JSON object of terms beside the usual ones, for fields of your own.")
  private Optional<String> context = Optional.empty();

  @Option(names = "--key", paramLabel = "FILE", description = "The private key to sign with.")
  private Optional<String> key = Optional.empty();

  @Mixin private ClaimOutput output = new ClaimOutput();

  CreateCommand(Console console) {
    this(console, Clock.systemUTC());
  }

  CreateCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (!type.equals("Work") && !type.equals("Identity")) {
      throw CommandException.misuse("A claim's type is Work or Identity, not " + type + ".");
    }
    JsonObject claim = fields.claim(console);
    if (claim.members().isEmpty()) {
      throw CommandException.misuse("A claim says something: give it --name, for example.");
    }
    JsonObject own =
        context.map(file -> JsonFile.object(new InputFile(file, console))).orElse(JsonObject.EMPTY);
    requireMapped(claim, Contexts.forType(type, own));
    Optional<ClaimKey> signer = key.map(file -> KeyFile.read(new InputFile(file, console)));
    JsonObject unsigned = envelope(claim, own, signer);
    byte[] made =
        signer
            .map(with -> new Signing(clock).sign(unsigned, with).file())
            .orElseGet(() -> unsigned.text().getBytes(StandardCharsets.UTF_8));
    output.write(made, console);
    return ExitCode.DONE;
  }

  /// As signing would, but also where nothing is signed yet, and naming the way out.
  private static void requireMapped(JsonObject claim, JsonObject context) {
    if (context.find("@vocab").isPresent()) {
      return;
    }
    for (String field : claim.members().keySet()) {
      boolean isMapped =
          context.find(field).isPresent() || field.contains(":") || field.startsWith("@");
      if (!isMapped) {
        throw CommandException.negative(
            "The claim is not made: UNMAPPED_PROPERTY. No context maps the field "
                + field
                + "; give a file with a context that does with --context, for example"
                + " {\""
                + field
                + "\": \"http://example.org/terms#"
                + field
                + "\"}.");
      }
    }
  }

  private JsonObject envelope(JsonObject claim, JsonObject own, Optional<ClaimKey> signer) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("@context", Contexts.forType(type, own));
    members.put("type", new JsonString(type));
    signer.ifPresent(with -> members.put("issuer", new JsonString(with.issuer().uri())));
    members.put("issuanceDate", new JsonString(Signing.date(clock.instant())));
    members.put("claim", claim);
    return new JsonObject(members);
  }
}
