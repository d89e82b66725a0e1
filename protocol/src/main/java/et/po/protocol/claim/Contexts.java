package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The contexts that every claim has, and those that its type adds.
public final class Contexts {
  /// Of every claim.
  public static final JsonObject DEFAULT =
      terms(
          "cred", "https://w3id.org/credentials#",
          "dc", "http://purl.org/dc/terms/",
          "schema", "http://schema.org/",
          "sec", "https://w3id.org/security#",
          "id", "sec:digestValue",
          "issuer", "cred:issuer",
          "issuanceDate", "cred:issued",
          "type", "schema:additionalType",
          "claim", "schema:Thing");

  /// Of works.
  public static final JsonObject WORK =
      terms(
              "archiveUrl", "schema:url",
              "author", "schema:author",
              "canonicalUrl", "schema:url",
              "claim", "schema:CreativeWork",
              "contributors", "schema:ItemList",
              "copyrightHolder", "schema:copyrightHolder",
              "dateCreated", "schema:dateCreated",
              "datePublished", "schema:datePublished",
              "license", "schema:license",
              "name", "schema:name",
              "tags", "schema:keywords",
              "hash", "sec:digestValue")
          .with(
              "contributors",
              terms(
                  "@id", "schema:ItemList",
                  "@container", "@list",
                  "@type", "schema:contributor"));

  /// Of identities.
  public static final JsonObject IDENTITY =
      terms(
          "publicKey", "sec:publicKeyBase58",
          "profileUrl", "sec:owner");

  private static final JsonObject FOR_WORK = DEFAULT.mergedWith(WORK);
  private static final JsonObject FOR_IDENTITY = DEFAULT.mergedWith(IDENTITY);

  private Contexts() {}

  /// The context of a new claim: default, then the type's, then the claim's own; later terms win.
  public static JsonObject forType(String type, JsonObject own) {
    JsonObject standard = standard(type);
    return own.members().isEmpty() ? standard : standard.mergedWith(own);
  }

  /// The terms that a claim of this type has without saying so.
  static JsonObject standard(String type) {
    return switch (type) {
      case "Work" -> FOR_WORK;
      case "Identity" -> FOR_IDENTITY;
      default -> DEFAULT;
    };
  }

  /// The context that a claim's id is computed with, whatever stands in its place for `@context`:
  /// of a text JavaScript takes the characters as terms, of an array the items.
  static JsonObject completed(String type, @Nullable Json own) {
    // Then the standard terms add nothing, and what was read for the signature serves for the id.
    if (own instanceof JsonObject object
        && object.members().keySet().containsAll(standard(type).members().keySet())) {
      return object;
    }
    return forType(
        type,
        switch (own) {
          case JsonObject object -> object;
          case JsonArray(List<Json> items) -> numbered(items);
          case JsonString(String text) ->
              numbered(
                  text.chars()
                      .<Json>mapToObj(unit -> new JsonString(Character.toString(unit)))
                      .toList());
          case null, default -> JsonObject.EMPTY;
        });
  }

  private static JsonObject numbered(List<Json> items) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    for (Json item : items) {
      members.put(Integer.toString(members.size()), item);
    }
    return new JsonObject(members);
  }

  private static JsonObject terms(String... termsAndIris) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    for (int i = 0; i < termsAndIris.length; i += 2) {
      members.put(termsAndIris[i], new JsonString(termsAndIris[i + 1]));
    }
    return new JsonObject(members);
  }
}
