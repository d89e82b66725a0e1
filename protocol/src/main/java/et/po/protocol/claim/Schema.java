package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The form that a signed claim must have, as the first Po.et checked it.
///
/// Where an object belongs, that check also took a text holding one; [#fault] reports such a text
/// unless asked to be as lenient.
final class Schema {
  private static final Set<String> ENVELOPE =
      Set.of("@context", "id", "type", "issuer", "issuanceDate", "claim", "sec:proof");
  private static final Set<String> SUITES =
      Set.of(
          "sec:EcdsaKoblitzSignature2016",
          "sec:Ed25519Signature2018",
          "sec:LinkedDataSignature",
          "sec:LinkedDataSignature2015",
          "sec:GraphSignature2012",
          "sec:RsaSignature2018");
  private static final int SHORTEST_ID = 64;

  private final boolean lenient;
  private @Nullable String fault;

  private Schema(boolean lenient) {
    this.lenient = lenient;
  }

  /// What is wrong with the form, naming the field; empty if nothing is.
  static Optional<String> fault(Json claim) {
    return new Schema(false).check(claim);
  }

  /// Whether the first Po.et would have taken the form.
  static boolean wasAccepted(Json claim) {
    return new Schema(true).check(claim).isEmpty();
  }

  private Optional<String> check(Json claim) {
    Optional<JsonObject> envelope = object(claim);
    if (envelope.isEmpty()) {
      return Optional.of("A claim is a JSON object.");
    }
    checkEnvelope(envelope.get());
    return Optional.ofNullable(fault);
  }

  private void checkEnvelope(JsonObject envelope) {
    knownKeys(envelope, ENVELOPE, "a claim");
    optional(envelope, "@context", this::isObject, "must be an object");
    required(envelope, "id", text(Schema::isId), "must be 64 letters and digits");
    required(
        envelope,
        "issuer",
        text(UriText::isParty),
        "must be a URI with one of the schemes po.et, http, https, did, data");
    required(envelope, "issuanceDate", text(IsoDate::isDate), "must be an ISO 8601 date");
    required(
        envelope,
        "type",
        text(type -> type.equals("Work") || type.equals("Identity")),
        "must be Work or Identity");
    required(envelope, "claim", this::isObject, "must be an object");
    required(envelope, "sec:proof", this::isObject, "must be an object");
    Optional.ofNullable(envelope.members().get("sec:proof"))
        .flatMap(this::object)
        .ifPresent(this::checkProof);
  }

  private void checkProof(JsonObject proof) {
    knownKeys(proof, Set.of("@graph"), "sec:proof");
    optional(proof, "@graph", this::isObject, "must be an object");
    Optional.ofNullable(proof.members().get("@graph"))
        .flatMap(this::object)
        .ifPresent(this::checkGraph);
  }

  private void checkGraph(JsonObject graph) {
    for (Map.Entry<String, Json> member : graph.members().entrySet()) {
      String key = member.getKey();
      switch (key) {
        case "@type" -> require(key, text(SUITES::contains), member.getValue(), "must be a suite");
        case "dc:created", Vocabulary.CREATED -> checkDate(key, member.getValue());
        case "dc:creator", Vocabulary.CREATOR -> checkParty(key, member.getValue());
        case "sec:jws", "sec:nonce", Vocabulary.JWS ->
            require(key, text(value -> !value.isEmpty()), member.getValue(), "must be a text");
        default -> report("The field \"" + key + "\" does not belong into a proof.");
      }
    }
  }

  private void checkDate(String key, Json value) {
    require(key, this::isObject, value, "must be an object");
    object(value)
        .ifPresent(date -> {
          knownKeys(date, Set.of("@type", "@value"), key);
          optional(date, "@type", text(UriText::isUri), "must be a URI");
          required(date, "@value", text(IsoDate::isDate), "must be an ISO 8601 date");
        });
  }

  private void checkParty(String key, Json value) {
    require(key, this::isObject, value, "must be an object");
    object(value)
        .ifPresent(party -> {
          knownKeys(party, Set.of("@id"), key);
          required(
              party,
              "@id",
              text(UriText::isParty),
              "must be a URI with one of the schemes po.et, http, https, did, data");
        });
  }

  private void knownKeys(JsonObject object, Set<String> known, String place) {
    for (String key : object.members().keySet()) {
      // JavaScript lost this key when it copied an object.
      boolean lost = lenient && key.equals("__proto__");
      if (!known.contains(key) && !lost) {
        report("The field \"" + key + "\" does not belong into " + place + ".");
      }
    }
  }

  private void required(JsonObject object, String key, Predicate<Json> rule, String sentence) {
    Json value = object.members().get(key);
    if (value == null) {
      report("The field \"" + key + "\" is missing.");
    } else {
      require(key, rule, value, sentence);
    }
  }

  private void optional(JsonObject object, String key, Predicate<Json> rule, String sentence) {
    Json value = object.members().get(key);
    if (value != null) {
      require(key, rule, value, sentence);
    }
  }

  private void require(String key, Predicate<Json> rule, Json value, String sentence) {
    if (!rule.test(value)) {
      report("The field \"" + key + "\" " + sentence + ".");
    }
  }

  private void report(String sentence) {
    if (fault == null) {
      fault = sentence;
    }
  }

  private static Predicate<Json> text(Predicate<String> rule) {
    return value -> value instanceof JsonString(String text) && rule.test(text);
  }

  private static boolean isId(String text) {
    return text.length() >= SHORTEST_ID
        && text.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
  }

  private boolean isObject(Json value) {
    return object(value).isPresent();
  }

  private Optional<JsonObject> object(Json value) {
    if (value instanceof JsonObject object) {
      return Optional.of(object);
    }
    return lenient && value instanceof JsonString(String text) ? objectIn(text) : Optional.empty();
  }

  private static Optional<JsonObject> objectIn(String text) {
    try {
      return text.strip().startsWith("{") && Json.parse(text) instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }
}
