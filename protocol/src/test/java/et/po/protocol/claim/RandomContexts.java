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
import java.util.SequencedMap;

/// Contexts of claims' own: mostly harmless, now and then absurd.
record RandomContexts(Chance chance, RandomTexts texts) {
  static final List<String> TERMS =
      List.of(
          "edition", "isbn", "list", "set", "link", "lang", "byIndex", "ex", "ns", "rev", "t1",
          "t2", "kw", "grp", "9");

  JsonObject context() {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    int terms = chance.below(7);
    for (int i = 0; i < terms; i++) {
      members.put(term(), definition());
    }
    members.putIfAbsent("ex", string("http://example.org/ns"));
    if (chance.percent(3)) {
      members.put(
          "@vocab",
          chance.of(
              string("http://vocab.example/"),
              string("relative"),
              JsonNull.INSTANCE,
              string("ex:")));
    }
    if (chance.percent(3)) {
      members.put("@language", chance.of(string("en-GB"), JsonNull.INSTANCE, new JsonNumber(1)));
    }
    if (chance.percent(3)) {
      members.put(
          "@base",
          chance.of(
              string("http://base.example/a/b"),
              string("rel/"),
              JsonNull.INSTANCE,
              string("http://base.example:80")));
    }
    if (chance.percent(4)) {
      members.put("@version", chance.of(new JsonNumber(1.1), new JsonNumber(1.0), string("1.1")));
    }
    return new JsonObject(members);
  }

  private String term() {
    if (chance.percent(80)) {
      return chance.of(TERMS);
    }
    return chance.of(
        "name",
        "schema",
        "sec",
        "dc",
        "type",
        "id",
        "ex:foo",
        "http://example.org/ns/x",
        "@id",
        "@type",
        "",
        "a:b",
        "_:x",
        "issuer",
        "cred",
        "claim");
  }

  private Json definition() {
    return switch (chance.below(10)) {
      case 0 -> JsonNull.INSTANCE;
      case 1, 2, 3, 4 -> string(iri());
      case 5 ->
          chance.percent(15)
              ? chance.of(new JsonNumber(1), JsonBoolean.TRUE, new JsonArray(List.of()))
              : string(iri());
      default -> detailed();
    };
  }

  private JsonObject detailed() {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    if (chance.percent(90)) {
      members.put(
          chance.percent(8) ? "@reverse" : "@id",
          chance.percent(5) ? JsonNull.INSTANCE : string(iri()));
    }
    if (chance.percent(35)) {
      members.put(
          "@type",
          string(
              chance.of(
                  "@id",
                  "@vocab",
                  "http://www.w3.org/2001/XMLSchema#double",
                  "http://www.w3.org/2001/XMLSchema#integer",
                  "http://www.w3.org/2001/XMLSchema#boolean",
                  "schema:contributor",
                  "ex:t",
                  "relative",
                  "_:t",
                  "@none")));
    }
    if (chance.percent(40)) {
      members.put(
          "@container",
          chance.percent(10)
              ? chance.of(
                  new JsonArray(List.of()),
                  JsonNull.INSTANCE,
                  JsonArray.of(string("@set")),
                  string("@graph"),
                  string("@id"),
                  string("@type"),
                  JsonBoolean.FALSE)
              : string(chance.of("@list", "@set", "@language", "@index", "@list", "@set")));
    }
    if (chance.percent(15)) {
      members.put(
          "@language",
          chance.of(string("DE"), string("en-gb"), JsonNull.INSTANCE, new JsonNumber(5)));
    }
    if (chance.percent(3)) {
      members.put(
          chance.of("@context", "@nest", "@prefix", "x"),
          chance.of(JsonObject.EMPTY, JsonBoolean.TRUE, string("@nest")));
    }
    return new JsonObject(members);
  }

  private String iri() {
    return switch (chance.below(30)) {
      case 0 -> chance.of("ex:foo", "ns:bar", "t1:x", "t2:y", "link:z");
      case 1 ->
          chance.of(
              "@id",
              "@type",
              "@value",
              "@list",
              "@set",
              "@index",
              "@language",
              "@graph",
              "@reverse",
              "@context",
              "@nest");
      case 2 -> texts.name();
      case 3, 4 -> "schema:" + chance.of("isbn", "about", "text", "url", "name");
      case 5 -> "ex:" + chance.of("a", "b", "//c");
      case 6 -> chance.of(TERMS);
      default -> "http://example.org/" + chance.of("p", "q", "r#s", "ns");
    };
  }

  /// Something that is no context object, but no array either: what the original made of an array
  /// depended on what it had read before.
  Json odd() {
    return chance.of(
        JsonNull.INSTANCE,
        string(""),
        string("http://x.example/c"),
        new JsonNumber(7),
        JsonBoolean.TRUE,
        new JsonArray(List.of()),
        new JsonObject(java.util.Map.of("@context", context())),
        string("{}"),
        string(Contexts.WORK.text()));
  }

  private static Json string(String text) {
    return new JsonString(text);
  }
}
