package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonNull;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What claims say: an object of everything that JSON-LD knows and much that it does not.
record RandomContents(Chance chance, RandomTexts texts, RandomContexts contexts) {
  private static final List<String> USUAL =
      List.of(
          "name",
          "author",
          "tags",
          "contributors",
          "dateCreated",
          "datePublished",
          "license",
          "canonicalUrl",
          "archiveUrl",
          "hash",
          "copyrightHolder",
          "publicKey",
          "profileUrl");

  JsonObject object(int depth) {
    if (depth > 0 && chance.percent(18)) {
      return special(depth);
    }
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    int size = depth == 0 ? chance.below(8) : chance.below(4);
    for (int i = 0; i < size; i++) {
      String key = key();
      members.put(key, keywordOrAny(key, depth + 1));
    }
    if (chance.percent(depth == 0 ? 8 : 20)) {
      members.put("@id", string(texts.name()));
    }
    if (chance.percent(8)) {
      members.put(
          "@type",
          chance.percent(70)
              ? string(texts.name())
              : JsonArray.of(string(texts.name()), string(texts.name())));
    }
    if (chance.percent(3)) {
      members.put("@context", chance.percent(85) ? contexts.context() : contexts.odd());
    }
    return new JsonObject(members);
  }

  private String key() {
    int roll = chance.below(100);
    if (roll < 40) {
      return chance.of(USUAL);
    }
    if (roll < 70) {
      return chance.of(RandomContexts.TERMS);
    }
    if (roll < 82) {
      return chance.of(
          "schema:text",
          "ex:foo",
          "ex:bar",
          "zz:k",
          "http://example.org/p",
          "http://example.org/q",
          "sec:x",
          "dc:title",
          "created:x");
    }
    if (roll < 88) {
      return chance.of(
          "@index",
          "@language",
          "@reverse",
          "@graph",
          "@value",
          "@list",
          "@set",
          "@nest",
          "@included");
    }
    if (roll < 96) {
      return chance.of(
          "id",
          "type",
          "issuer",
          "claim",
          "issuanceDate",
          "schema",
          "ex",
          "sec:proof",
          "sec:digestValue");
    }
    return chance.of(texts.name(), texts.text(), "", "__proto", "7", "unmapped");
  }

  private Json keywordOrAny(String key, int depth) {
    return switch (key) {
      case "@index" -> chance.percent(90) ? string(chance.of("i", "j")) : any(depth);
      case "@language" -> chance.percent(90) ? string(chance.of("en", "DE")) : any(depth);
      case "@reverse" ->
          chance.percent(90) ? new JsonObject(Map.of(key(), object(depth))) : any(depth);
      default -> any(depth);
    };
  }

  Json any(int depth) {
    int roll = chance.below(100);
    if (depth > 4 || roll < 45) {
      return string(
          chance.percent(70) ? texts.text() : chance.percent(70) ? texts.name() : texts.date());
    }
    if (roll < 55) {
      return new JsonNumber(texts.number());
    }
    if (roll < 60) {
      return chance.of(JsonBoolean.TRUE, JsonBoolean.FALSE);
    }
    if (roll < 63) {
      return JsonNull.INSTANCE;
    }
    if (roll < 78) {
      return array(depth);
    }
    return object(depth);
  }

  private JsonArray array(int depth) {
    List<Json> items = new ArrayList<>();
    int size = chance.below(4);
    for (int i = 0; i < size; i++) {
      boolean again = !items.isEmpty() && chance.percent(20);
      items.add(again ? chance.of(items) : any(depth + 1));
    }
    return new JsonArray(items);
  }

  /// Values, lists, sets and references, right and wrong ones.
  private JsonObject special(int depth) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    switch (chance.below(5)) {
      case 0, 1 -> {
        members.put("@value", chance.percent(90) ? scalar() : any(depth + 1));
        if (chance.percent(40)) {
          members.put(
              "@type",
              string(
                  chance.percent(50) ? texts.name() : "http://www.w3.org/2001/XMLSchema#double"));
        } else if (chance.percent(40)) {
          members.put("@language", string(chance.of("en", "EN-gb", "", "x y")));
        }
      }
      case 2 -> members.put("@list", any(depth + 1));
      case 3 -> members.put("@set", any(depth + 1));
      default -> members.put("@id", string(texts.name()));
    }
    if (chance.percent(10)) {
      members.put("@index", string(chance.of("i", "j")));
    }
    if (chance.percent(3)) {
      members.put(key(), any(depth + 1));
    }
    return new JsonObject(members);
  }

  private Json scalar() {
    return switch (chance.below(6)) {
      case 0 -> new JsonNumber(texts.number());
      case 1 -> chance.of(JsonBoolean.TRUE, JsonNull.INSTANCE);
      case 2 -> string(chance.of("1.5", " 2e3x", "abc", "-.5", "Infinity", "1", "0x10", ""));
      default -> string(texts.text());
    };
  }

  private static Json string(String text) {
    return new JsonString(text);
  }
}
