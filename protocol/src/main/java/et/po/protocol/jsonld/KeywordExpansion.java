package et.po.protocol.jsonld;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonNull;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Expands members whose key is a keyword with rules of its own.
record KeywordExpansion(ObjectExpansion object) {
  /// Whether the keyword has rules of its own; the others expand like properties.
  boolean expand(String keyword, Json value) throws JsonLdException {
    switch (keyword) {
      case Keywords.ID -> result().add(keyword, id(value), false);
      case Keywords.TYPE -> result().add(keyword, types(value), false);
      case Keywords.VALUE -> result().put(keyword, scalar(value));
      case Keywords.LANGUAGE -> addLanguage(value);
      case Keywords.INDEX ->
          result().put(keyword, string(value, "The value of @index must be a string."));
      case Keywords.REVERSE -> addReverse(value);
      case Keywords.GRAPH -> {
        if (!(value instanceof JsonObject || value instanceof JsonArray)) {
          throw new JsonLdException("The value of @graph must be an object or an array.");
        }
        return false;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private Expanded result() {
    return object.result();
  }

  private String id(Json value) throws JsonLdException {
    return object.context().expandNode(string(value, "The value of @id must be a string."));
  }

  private static String string(Json value, String sentence) throws JsonLdException {
    if (value instanceof JsonString(String text)) {
      return text;
    }
    throw new JsonLdException(sentence);
  }

  private List<@Nullable Object> types(Json value) throws JsonLdException {
    List<@Nullable Object> types = new ArrayList<>();
    switch (value) {
      case JsonString(String name) -> types.add(object.context().expandType(name));
      case JsonArray(List<Json> items) -> {
        for (Json item : items) {
          types.add(object.context().expandType(string(item, "Every @type must be a string.")));
        }
      }
      // It passes here, and fails where types are named.
      case JsonObject map when map.members().isEmpty() -> types.add(new Expanded());
      default -> throw new JsonLdException("The value of @type must be a string or strings.");
    }
    return types;
  }

  private static @Nullable Object scalar(Json value) throws JsonLdException {
    return switch (value) {
      case JsonString(String text) -> text;
      case JsonNumber(double number) -> number;
      case JsonBoolean(boolean flag) -> flag;
      case JsonNull _ -> null;
      case JsonArray _, JsonObject _ ->
          throw new JsonLdException("The value of @value must not be an object or an array.");
    };
  }

  private void addLanguage(Json value) throws JsonLdException {
    if (!(value instanceof JsonNull)) {
      String tag = string(value, "The value of @language must be a string.");
      result().put(Keywords.LANGUAGE, tag.toLowerCase(Locale.ROOT));
    }
  }

  private void addReverse(Json value) throws JsonLdException {
    if (!(value instanceof JsonObject)) {
      throw new JsonLdException("The value of @reverse must be an object.");
    }
    Object expanded = object.expansion().expand(object.context(), Keywords.REVERSE, value, false);
    if (!(expanded instanceof Expanded reversed)) {
      throw new JsonLdException("The value of @reverse must be a node.");
    }
    if (reversed.get(Keywords.REVERSE) instanceof Expanded twice) {
      for (String property : twice.keys()) {
        result().add(property, twice.get(property), true);
      }
    }
    for (String property : reversed.keys()) {
      if (!property.equals(Keywords.REVERSE)) {
        object.addReverse(property, ObjectExpansion.listOf(reversed.get(property)));
      }
    }
  }
}
