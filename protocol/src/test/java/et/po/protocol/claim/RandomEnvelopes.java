package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonNull;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Signed envelopes: most of them right but for what they say, the others wrong in one or two
/// places.
final class RandomEnvelopes {
  private final Chance chance;
  private final RandomTexts texts;
  private final RandomContexts contexts;
  private final RandomContents contents;
  private final RandomSignatures signatures;
  private final List<ClaimKey> keys;
  private final ClaimInspector inspector = new ClaimInspector();

  RandomEnvelopes(Chance chance, List<ClaimKey> keys) {
    this.chance = chance;
    this.keys = keys;
    texts = new RandomTexts(chance);
    contexts = new RandomContexts(chance, texts);
    contents = new RandomContents(chance, texts, contexts);
    signatures = new RandomSignatures(chance);
  }

  /// The claim's text, on one line.
  String next() {
    ClaimKey key = chance.percent(80) ? keys.getFirst() : chance.of(keys);
    JsonObject envelope = signed(unsigned(key), key);
    if (chance.percent(25)) {
      envelope = altered(envelope);
    }
    if (chance.percent(25)) {
      envelope = alteredProof(envelope);
    }
    return new RandomSpelling(chance).of(envelope);
  }

  private JsonObject unsigned(ClaimKey key) {
    String type = chance.percent(80) ? "Work" : "Identity";
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    JsonObject own = chance.percent(30) ? JsonObject.EMPTY : contexts.context();
    members.put(
        "@context",
        chance.percent(96)
            ? Contexts.forType(type, own)
            : chance.percent(50) ? own : contexts.odd());
    members.put("id", new JsonString("0".repeat(64)));
    members.put("type", new JsonString(type));
    members.put(
        "issuer", new JsonString(chance.percent(95) ? key.issuer().uri() : signatures.issuer(key)));
    members.put(
        "issuanceDate",
        new JsonString(chance.percent(90) ? "2018-11-05T10:20:30.456Z" : texts.date()));
    members.put("claim", chance.percent(98) ? contents.object(0) : contents.any(0));
    members.put("sec:proof", proof(key, members.get("issuer")));
    return new JsonObject(members);
  }

  private JsonObject proof(ClaimKey key, Json issuer) {
    String created = chance.percent(95) ? "2019-02-03T04:05:06Z" : texts.date();
    JsonObject proof =
        new ProofOptions(
                key.suite(), key.issuer().uri(), created, chance.percent(90) ? "cjq" : texts.text())
            .proof(key.suite().header() + "..");
    JsonObject graph = proof.findObject("@graph").orElseThrow();
    if (chance.percent(95)) {
      graph = graph.with("dc:creator", new JsonObject(Map.of("@id", issuer)));
    }
    if (chance.percent(4)) {
      graph = graph.without(chance.of("sec:nonce", "dc:created", "@type", "dc:creator"));
    }
    if (chance.percent(3)) {
      graph = respelled(graph);
    }
    return proof.with("@graph", graph);
  }

  /// With keys that mean the same to a context, or nothing at all.
  private JsonObject respelled(JsonObject graph) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    graph
        .members()
        .forEach((key, value) -> {
          String other =
              switch (key) {
                case "dc:created" -> "http://purl.org/dc/terms/created";
                case "dc:creator" -> "http://purl.org/dc/terms/creator";
                case "sec:jws" -> "https://w3id.org/security#jws";
                case "sec:nonce" -> chance.of("https://w3id.org/security#nonce", "nonce");
                default -> key;
              };
          members.put(chance.percent(60) ? other : key, value);
        });
    return new JsonObject(members);
  }

  /// With the id and signature that belong to it, as far as it has any.
  private JsonObject signed(JsonObject unsigned, ClaimKey key) {
    JsonObject identified =
        inspector
            .inspect(unsigned)
            .id()
            .map(id -> unsigned.with("id", new JsonString(id)))
            .orElse(unsigned);
    return inspector
        .inspect(identified)
        .signingInput()
        .map(input -> withJws(identified, Jws.text(key.suite(), key.sign(rightHeader(input, key)))))
        .orElse(identified);
  }

  private static byte[] rightHeader(byte[] input, ClaimKey key) {
    String header = key.suite().header();
    byte[] right =
        java.util.Arrays.copyOf(
            (header + ".").getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            header.length() + 65);
    System.arraycopy(input, input.length - 64, right, header.length() + 1, 64);
    return right;
  }

  private static JsonObject withJws(JsonObject envelope, String jws) {
    return withGraph(
        envelope,
        graph -> {
          for (String key : List.of("sec:jws", "https://w3id.org/security#jws")) {
            if (graph.find(key).isPresent()) {
              return graph.with(key, new JsonString(jws));
            }
          }
          return graph;
        });
  }

  private static JsonObject withGraph(
      JsonObject envelope, java.util.function.UnaryOperator<JsonObject> change) {
    JsonObject proof = envelope.findObject("sec:proof").orElse(JsonObject.EMPTY);
    JsonObject graph = proof.findObject("@graph").orElse(JsonObject.EMPTY);
    return envelope.with("sec:proof", proof.with("@graph", change.apply(graph)));
  }

  private JsonObject altered(JsonObject envelope) {
    String id = envelope.findString("id").orElse("");
    return switch (chance.below(16)) {
      case 0 ->
          envelope.with(
              "id",
              new JsonString(
                  chance.of(
                      id.toUpperCase(java.util.Locale.ROOT),
                      id + "a",
                      id.substring(1),
                      "",
                      "g".repeat(64),
                      id + " ",
                      "\u00e9" + id)));
      case 1 -> envelope.with("issuanceDate", new JsonString(texts.date()));
      case 2 -> envelope.with("issuer", new JsonString(signatures.issuer(chance.of(keys))));
      case 3 ->
          envelope.with(
              "type",
              chance.of(
                  new JsonString("Identity"),
                  new JsonString("work"),
                  JsonNull.INSTANCE,
                  new JsonNumber(1),
                  new JsonString("constructor"),
                  new JsonString("")));
      case 4 -> envelope.with("claim", contents.object(0));
      case 5 ->
          envelope.with(
              "claim",
              chance.of(
                  new JsonArray(List.of()),
                  JsonNull.INSTANCE,
                  new JsonString("x"),
                  new JsonString("{\"name\":\"x\"}"),
                  new JsonString("{}"),
                  new JsonNumber(0),
                  JsonBoolean.FALSE));
      case 6 -> envelope.with("@context", contexts.odd());
      case 7 ->
          envelope.with(
              "@context",
              envelope
                  .findObject("@context")
                  .orElse(JsonObject.EMPTY)
                  .without(
                      chance.of(
                          "sec", "dc", "claim", "id", "type", "issuer", "schema", "cred", "name")));
      case 8 ->
          envelope.without(
              chance.of("@context", "id", "type", "issuer", "issuanceDate", "claim", "sec:proof"));
      case 9 ->
          envelope.with(
              chance.of(
                  "extra", "proof", "@id", "@type", "signature", "__proto__", "@graph", "name"),
              contents.any(1));
      case 10 ->
          envelope.with(
              "issuer",
              chance.of(
                  new JsonNumber(1),
                  JsonNull.INSTANCE,
                  new JsonArray(List.of(new JsonString(signatures.issuer(keys.getFirst()))))));
      case 11 ->
          envelope.with(
              "sec:proof",
              chance.of(
                  JsonObject.EMPTY,
                  JsonNull.INSTANCE,
                  new JsonString("111"),
                  new JsonArray(List.of()),
                  new JsonString(envelope.find("sec:proof").orElse(JsonNull.INSTANCE).text())));
      case 12 -> twoProofs(envelope);
      case 13 ->
          envelope.with(
              "claim",
              envelope.findObject("claim").orElse(JsonObject.EMPTY).with("name", contents.any(1)));
      case 14 ->
          envelope.with(
              "claim",
              envelope
                  .findObject("claim")
                  .orElse(JsonObject.EMPTY)
                  .with("unmapped", contents.any(1)));
      default -> reordered(envelope);
    };
  }

  private static JsonObject twoProofs(JsonObject envelope) {
    Json proof = envelope.find("sec:proof").orElse(JsonNull.INSTANCE);
    return envelope.with("sec:proof", JsonArray.of(proof, proof));
  }

  private static JsonObject reordered(JsonObject envelope) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    envelope.members().reversed().forEach(members::put);
    return new JsonObject(members);
  }

  private JsonObject alteredProof(JsonObject envelope) {
    return withGraph(
        envelope,
        graph -> {
          String jws = graph.findString("sec:jws").orElse("a..b");
          return switch (chance.below(12)) {
            case 0, 1, 2, 3, 4 -> graph.with("sec:jws", new JsonString(signatures.altered(jws)));
            case 5 ->
                graph.with(
                    "sec:jws",
                    chance.of(
                        JsonNull.INSTANCE,
                        new JsonNumber(1),
                        JsonArray.of(new JsonString(jws)),
                        new JsonObject(Map.of("@value", new JsonString(jws))),
                        new JsonString("")));
            case 6 ->
                graph.with(
                    "sec:nonce",
                    chance.of(
                        new JsonString("other"),
                        new JsonString(""),
                        new JsonNumber(5),
                        JsonArray.of(new JsonString("a"), new JsonString("b"))));
            case 7 ->
                graph.with(
                    "dc:creator",
                    chance.of(
                        new JsonString(signatures.issuer(keys.getFirst())),
                        JsonNull.INSTANCE,
                        new JsonObject(
                            Map.of("@id", new JsonString(signatures.issuer(chance.of(keys)))))));
            case 8 ->
                graph.with(
                    "dc:created",
                    chance.of(
                        new JsonString("2019-02-03T04:05:06Z"),
                        new JsonObject(Map.of("@value", new JsonString(texts.date()))),
                        JsonNull.INSTANCE));
            case 9 ->
                graph.with(
                    "@type",
                    chance.of(
                        new JsonString("sec:RsaSignature2018"),
                        new JsonString("sec:Ed25519Signature2018"),
                        new JsonString("sec:LinkedDataSignature2015"),
                        new JsonString("sec:GraphSignature2012"),
                        new JsonString("Ed25519Signature2018"),
                        JsonArray.of(new JsonString("sec:Ed25519Signature2018")),
                        new JsonString("https://w3id.org/security#Ed25519Signature2018"),
                        JsonNull.INSTANCE));
            case 10 ->
                graph.without(
                    chance.of("@type", "dc:created", "dc:creator", "sec:jws", "sec:nonce"));
            default ->
                graph.with(
                    chance.of("sec:domain", "extra", "@id", "sec:expires", "dc:title", "name"),
                    contents.any(1));
          };
        });
  }
}
