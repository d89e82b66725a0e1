package et.po.node.view;

import et.po.node.works.IssuedDate;
import et.po.node.works.Words;
import et.po.node.works.WorkDigest;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a claim is found and shown by.
///
/// @param json the claim, compact
/// @param issued the date of issue, where the text is a date
/// @param words separated by blanks
/// @param about the URIs that the claim is about
/// @param workSha256 of the work, where the claim says it
/// @param valid whether the text says nothing but what its issuer signed
record ClaimRow(
    String id,
    String json,
    String type,
    String issuer,
    Optional<Instant> issued,
    String words,
    List<String> about,
    Optional<String> workSha256,
    boolean valid) {

  /// In bytes: with what stands beside it in the index less than the third of a page that fits.
  private static final int LONGEST_INDEXED = 2500;

  /// @param text a claim that was judged
  static ClaimRow of(String id, String text, boolean valid) {
    JsonObject envelope = parse(text);
    JsonObject claim = envelope.findObject("claim").orElse(JsonObject.EMPTY);
    return new ClaimRow(
        id,
        envelope.text(),
        envelope.findString("type").orElseThrow(),
        envelope.findString("issuer").orElseThrow(),
        envelope.findString("issuanceDate").flatMap(IssuedDate::parse),
        String.join(" ", Words.of(claim)),
        about(claim),
        WorkDigest.hash(claim).flatMap(WorkDigest::of),
        valid);
  }

  /// An index takes no longer texts, and one claim that it does not take would keep out those that
  /// come with it.
  boolean isIndexable() {
    return fits(issuer);
  }

  private static boolean fits(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_INDEXED;
  }

  private static JsonObject parse(String text) {
    try {
      if (Json.parse(text) instanceof JsonObject envelope) {
        return envelope;
      }
      throw new IllegalArgumentException("a claim is a JSON object");
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("a claim that is not JSON", e);
    }
  }

  /// Only an array counts, as ever. The empty text is about nothing; linking it would tie all works
  /// without content together.
  private static List<String> about(JsonObject claim) {
    return claim.find("about").orElse(null) instanceof JsonArray(List<Json> items)
        ? items.stream()
            .flatMap(item ->
                item instanceof JsonString(String uri)
                    ? Optional.of(uri).stream()
                    : Optional.<String>empty().stream())
            .filter(uri -> !uri.isEmpty() && fits(uri))
            .distinct()
            .limit(100)
            .toList()
        : List.of();
  }
}
