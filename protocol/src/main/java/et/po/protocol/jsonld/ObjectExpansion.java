package et.po.protocol.jsonld;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNull;
import et.po.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Expands the members of one object into `result`.
record ObjectExpansion(
    Expansion expansion,
    ActiveContext context,
    @Nullable String property,
    @Nullable String expandedProperty,
    Expanded result) {
  /// Keywords whose values stay bare when there is one.
  private static final Set<String> BARE =
      Set.of(Keywords.INDEX, Keywords.ID, Keywords.TYPE, Keywords.VALUE, Keywords.LANGUAGE);

  void expand(JsonObject element) throws JsonLdException {
    List<Json> nests = new ArrayList<>(0);
    for (String key : Keys.sorted(element)) {
      Json value = element.members().getOrDefault(key, JsonNull.INSTANCE);
      if (key.equals(Keywords.CONTEXT)) {
        continue;
      }
      String expandedKey = context.expandVocabulary(key);
      if (expandedKey == null
          || !(Iris.isAbsolute(expandedKey) || Keywords.isKeyword(expandedKey))) {
        // The library that defined claims takes a key without a name for none.
        if (!key.isEmpty()) {
          expansion.unmapped().found(key);
        }
      } else if (expandedKey.equals(Keywords.NEST)) {
        checkKeyword(expandedKey);
        nests.add(value);
      } else if (Keywords.isKeyword(expandedKey)) {
        checkKeyword(expandedKey);
        if (!new KeywordExpansion(this).expand(expandedKey, value)) {
          expandMember(key, expandedKey, value);
        }
      } else {
        expandMember(key, expandedKey, value);
      }
    }
    for (Json nest : nests) {
      expandNested(nest);
    }
  }

  private void checkKeyword(String keyword) throws JsonLdException {
    if (Keywords.REVERSE.equals(expandedProperty)) {
      throw new JsonLdException("A keyword cannot be used as a @reverse property.");
    }
    if (result.has(keyword)) {
      throw new JsonLdException("The keyword " + keyword + " is there twice.");
    }
  }

  private void expandNested(Json nest) throws JsonLdException {
    List<Json> values = nest instanceof JsonArray(List<Json> items) ? items : List.of(nest);
    for (Json value : values) {
      boolean node =
          value instanceof JsonObject object
              && object.members().keySet().stream()
                  .noneMatch(key -> Keywords.VALUE.equals(context.expandVocabulary(key)));
      if (!node) {
        throw new JsonLdException("A nested value must be a node object.");
      }
      expand((JsonObject) value);
    }
  }

  private void expandMember(String key, String expandedKey, Json value) throws JsonLdException {
    ActiveContext inner = Expansion.scoped(context, key);
    Set<String> container = inner.container(key);
    Object expanded = expandByContainer(inner, container, key, expandedKey, value);
    if (expanded == null) {
      return;
    }
    if (container.contains(Keywords.LIST)
        && !expandedKey.equals(Keywords.LIST)
        && !Expanded.isList(expanded)) {
      expanded = Expanded.of(Keywords.LIST, listOf(expanded));
    }
    if (container.contains(Keywords.GRAPH)
        && !container.contains(Keywords.ID)
        && !container.contains(Keywords.INDEX)
        && !Expanded.isGraph(expanded)) {
      expanded = Expanded.of(Keywords.GRAPH, listOf(expanded));
    }
    TermDefinition definition = inner.definition(key);
    if (definition != null && definition.reverse()) {
      addReverse(expandedKey, listOf(expanded));
    } else {
      result.add(expandedKey, expanded, !BARE.contains(expandedKey));
    }
  }

  private @Nullable Object expandByContainer(
      ActiveContext inner, Set<String> container, String key, String expandedKey, Json value)
      throws JsonLdException {
    if (value instanceof JsonObject map) {
      if (container.contains(Keywords.LANGUAGE)) {
        return Maps.languages(inner, map);
      }
      for (String index : List.of(Keywords.INDEX, Keywords.ID, Keywords.TYPE)) {
        if (container.contains(index)) {
          boolean graphs = container.contains(Keywords.GRAPH) && !index.equals(Keywords.TYPE);
          return new Maps(expansion, key, index, graphs).expand(inner, map);
        }
      }
    }
    boolean list = expandedKey.equals(Keywords.LIST);
    if (!list && !expandedKey.equals(Keywords.SET)) {
      return expansion.expand(inner, key, value, false);
    }
    String itemsOf = list && Keywords.GRAPH.equals(expandedProperty) ? null : property;
    Object expanded = expansion.expand(inner, itemsOf, value, list);
    if (list && Expanded.isList(expanded)) {
      throw Expansion.listOfLists();
    }
    return expanded;
  }

  /// Adds nodes that point at this one by a property.
  void addReverse(String reverseProperty, List<? extends @Nullable Object> nodes)
      throws JsonLdException {
    Expanded reverse =
        result.get(Keywords.REVERSE) instanceof Expanded present ? present : new Expanded();
    result.put(Keywords.REVERSE, reverse);
    for (Object node : nodes) {
      if (Expanded.isValue(node) || Expanded.isList(node)) {
        throw new JsonLdException("A @reverse value must not be a @value or a @list.");
      }
      reverse.add(reverseProperty, node, true);
    }
  }

  static List<@Nullable Object> listOf(@Nullable Object value) {
    List<@Nullable Object> list = new ArrayList<>();
    if (value instanceof List<?> values) {
      list.addAll(values);
    } else {
      list.add(value);
    }
    return list;
  }

  /// The members in the order of their keys.
  static final class Keys {
    private Keys() {}

    static List<String> sorted(JsonObject object) {
      List<String> keys = new ArrayList<>(object.members().size());
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        // JavaScript loses this key when it copies an object.
        if (!member.getKey().equals("__proto__")) {
          keys.add(member.getKey());
        }
      }
      keys.sort(null);
      return keys;
    }
  }
}
