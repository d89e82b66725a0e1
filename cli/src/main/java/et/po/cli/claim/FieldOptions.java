package et.po.cli.claim;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.InputFile;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import picocli.CommandLine.Option;

/// The options that say what is claimed. Those of one field each win over the file's fields.
final class FieldOptions {
  /// How a claim names the work.
  enum HashForm {
    SHA256,
    CID
  }

  @Option(
      names = "--fields",
      paramLabel = "FILE",
      description = "A JSON object of fields; - is stdin.")
  private Optional<String> file = Optional.empty();

  @Option(names = "--name", paramLabel = "TEXT", description = "The work's name.")
  private Optional<String> name = Optional.empty();

  @Option(names = "--author", paramLabel = "TEXT", description = "Who made it.")
  private Optional<String> author = Optional.empty();

  @Option(names = "--tags", paramLabel = "TEXT", description = "Keywords, with commas between.")
  private Optional<String> tags = Optional.empty();

  @Option(
      names = "--date-created",
      paramLabel = "DATE",
      converter = DateText.class,
      description = "When it was made.")
  private Optional<String> dateCreated = Optional.empty();

  @Option(
      names = "--date-published",
      paramLabel = "DATE",
      converter = DateText.class,
      description = "When it came out.")
  private Optional<String> datePublished = Optional.empty();

  @Option(names = "--license", paramLabel = "TEXT", description = "Under which licence.")
  private Optional<String> license = Optional.empty();

  @Option(names = "--copyright-holder", paramLabel = "TEXT", description = "Who has the rights.")
  private Optional<String> copyrightHolder = Optional.empty();

  @Option(names = "--canonical-url", paramLabel = "URL", description = "Where it lives.")
  private Optional<String> canonicalUrl = Optional.empty();

  @Option(
      names = "--field",
      paramLabel = "NAME=TEXT",
      description = "Any other field; may be given more than once.")
  private Map<String, String> others = new LinkedHashMap<>();

  @Option(
      names = "--work",
      paramLabel = "FILE",
      description = "The work itself: its hash becomes part of the claim, its bytes do not.")
  private Optional<Path> work = Optional.empty();

  @Option(
      names = "--hash",
      paramLabel = "sha256|cid",
      defaultValue = "sha256",
      description =
          "How the work is named: by SHA-256, so that it gets a proof of its own, or by IPFS CID.")
  private HashForm hashForm = HashForm.SHA256;

  JsonObject claim(Console console) {
    JsonObject fields =
        file.map(from -> JsonFile.object(new InputFile(from, console))).orElse(JsonObject.EMPTY);
    return fields.mergedWith(new JsonObject(given()));
  }

  private SequencedMap<String, Json> given() {
    SequencedMap<String, Json> given = new LinkedHashMap<>();
    put(given, "name", name);
    put(given, "author", author);
    put(given, "tags", tags);
    put(given, "dateCreated", dateCreated);
    put(given, "datePublished", datePublished);
    put(given, "license", license);
    put(given, "copyrightHolder", copyrightHolder);
    put(given, "canonicalUrl", canonicalUrl);
    others.forEach((field, text) -> put(given, field, Optional.of(text)));
    put(given, "hash", work.map(this::hash));
    return given;
  }

  private static void put(Map<String, Json> fields, String name, Optional<String> text) {
    text.ifPresent(value -> {
      if (!JsonString.isStorable(value)) {
        throw CommandException.misuse("The field " + name + " has characters that are none.");
      }
      fields.put(name, new JsonString(value));
    });
  }

  private String hash(Path file) {
    WorkHash hash = WorkHash.of(file);
    return switch (hashForm) {
      case SHA256 -> hash.sha256().hex();
      case CID -> hash.cid().toString();
    };
  }
}
