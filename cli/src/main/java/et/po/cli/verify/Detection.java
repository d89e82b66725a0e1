package et.po.cli.verify;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.InputFile;
import et.po.cli.Trouble;
import et.po.cli.claim.WorkHash;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import et.po.protocol.proof.MalformedReceiptException;
import et.po.protocol.proof.OtsFile;
import et.po.protocol.proof.Receipt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tells what a file is from its content. A damaged claim or proof is told apart from a work, so
/// that the damage is said where it is.
final class Detection {
  static final String MALFORMED_RECEIPT = "MALFORMED_RECEIPT";

  private static final Path STDIN = Path.of("-");
  private static final byte[] OTS_MAGIC = "\0OpenTimestamps\0".getBytes(StandardCharsets.US_ASCII);
  private static final List<String> CLAIM_SIGNS =
      List.of("\"@context\"", "\"issuer\"", "\"issuanceDate\"", "\"claim\"", "\"sec:proof\"");
  private static final List<String> RECEIPT_SIGNS =
      List.of("\"receipt\"", "\"anchor\"", "\"transaction\"", "\"merkle\"", "\"header\"");

  /// So many signs tell a damaged file from one that only mentions them.
  private static final int ENOUGH = 3;

  private final Console console;
  private boolean hasReadStdin;

  Detection(Console console) {
    this.console = console;
  }

  /// @param file `-` is what comes on stdin, once
  /// @throws CommandException if the file cannot be read
  Given of(Path file) {
    return file.equals(STDIN) ? ofStdin() : ofFile(file);
  }

  private Given ofStdin() {
    if (hasReadStdin) {
      throw CommandException.misuse("Stdin can be read once: give - once.");
    }
    hasReadStdin = true;
    byte[] bytes = new InputFile("-", console).require();
    return known(STDIN, bytes)
        .orElseGet(
            () -> new Given.Work("-", () -> new ByteArrayInputStream(bytes), WorkHash.of(bytes)));
  }

  private static Given ofFile(Path file) {
    byte[] head = head(file);
    return Optional.of(head)
        .filter(bytes -> bytes.length <= InputFile.LIMIT)
        .flatMap(bytes -> known(file, bytes))
        .orElseGet(() ->
            new Given.Work(file.toString(), () -> Files.newInputStream(file), WorkHash.of(file)));
  }

  private static Optional<Given> known(Path file, byte[] bytes) {
    return timestamp(file, bytes).or(() -> json(file.toString(), bytes));
  }

  /// A file that was said to be a proof: nothing else will do.
  Given proof(Path file) {
    Given given = of(file);
    return switch (given) {
      case Given.Receipted _, Given.Timestamp _, Given.Broken _ -> given;
      case Given.Work _, Given.Claim _ ->
          new Given.Broken(
              given.name(), Part.PROOF, "MALFORMED_PROOF", "It is neither a receipt nor an .ots.");
    };
  }

  private static byte[] head(Path file) {
    if (Files.isDirectory(file)) {
      throw CommandException.unable(file + " is a directory.");
    }
    try (InputStream content = Files.newInputStream(file)) {
      return content.readNBytes(InputFile.LIMIT + 1);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  private static Optional<Given> timestamp(Path file, byte[] bytes) {
    Optional<OtsFile> ots = OtsFile.parse(bytes);
    if (ots.isPresent()) {
      return Optional.of(new Given.Timestamp(file.toString(), ots.get()));
    }
    boolean meant =
        file.toString().toLowerCase(Locale.ROOT).endsWith(".ots") || startsLikeTimestamp(bytes);
    return meant
        ? Optional.of(
            new Given.Broken(
                file.toString(), Part.PROOF, "MALFORMED_OTS", "It is no OpenTimestamps file."))
        : Optional.empty();
  }

  private static boolean startsLikeTimestamp(byte[] bytes) {
    int length = Math.min(bytes.length, OTS_MAGIC.length);
    int same = 0;
    for (int i = 0; i < length; i++) {
      same += bytes[i] == OTS_MAGIC[i] ? 1 : 0;
    }
    return same >= OTS_MAGIC.length - 1;
  }

  private static Optional<Given> json(String name, byte[] bytes) {
    try {
      return Json.parse(bytes) instanceof JsonObject object
          ? object(name, bytes, object)
          : Optional.empty();
    } catch (MalformedJsonException e) {
      return damaged(name, bytes, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Given> object(String name, byte[] bytes, JsonObject object) {
    if (object.find("receipt").isPresent() || hasSigns(bytes, RECEIPT_SIGNS)) {
      try {
        return Optional.of(new Given.Receipted(name, Receipt.parse(bytes)));
      } catch (MalformedReceiptException e) {
        return Optional.of(
            new Given.Broken(
                name, Part.PROOF, MALFORMED_RECEIPT, "It is no receipt: " + e.getMessage() + "."));
      }
    }
    boolean claim = object.find("sec:proof").isPresent() || hasSigns(bytes, CLAIM_SIGNS);
    return claim ? Optional.of(new Given.Claim(name, bytes, object)) : Optional.empty();
  }

  private static Optional<Given> damaged(String name, byte[] bytes, String because) {
    if (!hasBraces(bytes)) {
      return Optional.empty();
    }
    if (hasSigns(bytes, CLAIM_SIGNS)) {
      return Optional.of(new Given.Broken(name, Part.CLAIM, "MALFORMED", because));
    }
    return hasSigns(bytes, RECEIPT_SIGNS)
        ? Optional.of(new Given.Broken(name, Part.PROOF, MALFORMED_RECEIPT, because))
        : Optional.empty();
  }

  private static boolean hasBraces(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
    return text.startsWith("{") || text.endsWith("}");
  }

  private static boolean hasSigns(byte[] bytes, List<String> signs) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return signs.stream().filter(text::contains).count() >= ENOUGH;
  }
}
