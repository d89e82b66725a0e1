package et.po.protocol.jsonld;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNull;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Expands objects whose keys are not properties but languages, indices, names or types.
///
/// @param key the term whose container it is
/// @param index the keyword that the map's keys become
/// @param graphs whether each item is a graph of its own (JSON-LD 1.1)
record Maps(Expansion expansion, String key, String index, boolean graphs) {
  static List<@Nullable Object> languages(ActiveContext context, JsonObject map)
      throws JsonLdException {
    List<@Nullable Object> result = new ArrayList<>();
    for (String language : ObjectExpansion.Keys.sorted(map)) {
      for (Json item : listed(map, language)) {
        switch (item) {
          case JsonNull _ -> {}
          case JsonString(String text) -> {
            Expanded value = Expanded.of(Keywords.VALUE, text);
            if (!Keywords.NONE.equals(context.expandVocabulary(language))) {
              value.put(Keywords.LANGUAGE, language.toLowerCase(Locale.ROOT));
            }
            result.add(value);
          }
          default -> throw new JsonLdException("The values of a language map must be strings.");
        }
      }
    }
    return result;
  }

  private static List<Json> listed(JsonObject map, String key) {
    Json value = map.members().getOrDefault(key, JsonNull.INSTANCE);
    return value instanceof JsonArray(List<Json> items) ? items : List.of(value);
  }

  List<@Nullable Object> expand(ActiveContext outer, JsonObject map) throws JsonLdException {
    ActiveContext context = outer;
    List<@Nullable Object> result = new ArrayList<>();
    for (String name : ObjectExpansion.Keys.sorted(map)) {
      context = Expansion.scoped(context, name);
      String expandedName = context.expandVocabulary(name);
      Object items = expansion.expand(context, key, new JsonArray(listed(map, name)), false);
      for (Object item : ObjectExpansion.listOf(items)) {
        result.add(indexed(context, item, name, expandedName));
      }
    }
    return result;
  }

  private Expanded indexed(
      ActiveContext context, @Nullable Object item, String name, @Nullable String expandedName)
      throws JsonLdException {
    Object content = item;
    if (graphs && !Expanded.isGraph(item)) {
      content = Expanded.of(Keywords.GRAPH, ObjectExpansion.listOf(item));
    }
    if (!(content instanceof Expanded expanded)) {
      throw new JsonLdException("The values of an index must be nodes or values.");
    }
    if (Keywords.NONE.equals(expandedName)) {
      return expanded;
    }
    switch (index) {
      case Keywords.TYPE -> {
        List<@Nullable Object> types = new ArrayList<>();
        types.add(expandedName);
        types.addAll(
            expanded.has(Keywords.TYPE)
                ? ObjectExpansion.listOf(expanded.get(Keywords.TYPE))
                : List.of());
        expanded.put(Keywords.TYPE, types);
      }
      case Keywords.ID -> {
        if (!expanded.has(Keywords.ID)) {
          expanded.put(Keywords.ID, context.expandNode(name));
        }
      }
      default -> {
        if (!expanded.has(index)) {
          expanded.put(index, name);
        }
      }
    }
    return expanded;
  }
}
