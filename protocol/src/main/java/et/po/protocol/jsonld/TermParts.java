package et.po.protocol.jsonld;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonNull;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parts of a term's definition that depend on nothing but the definition itself.
record TermParts(String term, JsonObject value, boolean version11) {
  private static final Set<String> KEYS =
      Set.of(Keywords.CONTAINER, Keywords.ID, Keywords.LANGUAGE, Keywords.REVERSE, Keywords.TYPE);
  private static final Set<String> KEYS_11 =
      Set.of(Keywords.CONTEXT, Keywords.NEST, Keywords.PREFIX);
  private static final Set<String> CONTAINERS =
      Set.of(Keywords.LIST, Keywords.SET, Keywords.INDEX, Keywords.LANGUAGE);
  private static final Set<String> CONTAINERS_11 =
      Set.of(Keywords.GRAPH, Keywords.ID, Keywords.TYPE);

  void checkKeys() throws JsonLdException {
    for (String key : value.members().keySet()) {
      if (!KEYS.contains(key) && !(version11 && KEYS_11.contains(key)) && !isLost(key)) {
        throw ContextReader.invalid(term, "must not contain " + key);
      }
    }
    if (isReverse() && (has(Keywords.ID) || has(Keywords.NEST))) {
      throw ContextReader.invalid(term, "has @reverse beside @id or @nest");
    }
  }

  /// Whether JavaScript loses this key when it copies an object.
  private static boolean isLost(String key) {
    return key.equals("__proto__");
  }

  boolean isReverse() {
    return has(Keywords.REVERSE);
  }

  private boolean has(String key) {
    return value.members().containsKey(key);
  }

  Set<String> container() throws JsonLdException {
    Json given = value.members().get(Keywords.CONTAINER);
    if (given == null) {
      return Set.of();
    }
    List<String> names = containerNames(given);
    Set<String> container = new LinkedHashSet<>(names);
    boolean known =
        container.stream()
            .allMatch(c -> CONTAINERS.contains(c) || (version11 && CONTAINERS_11.contains(c)));
    boolean together =
        version11
            ? fitTogether(names, container)
            : names.size() <= 1 && !(given instanceof JsonArray);
    if (!known || !together) {
      throw ContextReader.invalid(term, "has an @container that is not understood");
    }
    if (isReverse() && !Set.of(Keywords.INDEX, Keywords.SET).containsAll(container)) {
      throw ContextReader.invalid(term, "has @reverse with an @container other than @index, @set");
    }
    return container;
  }

  private static boolean fitTogether(List<String> names, Set<String> container) {
    if (container.contains(Keywords.LIST)) {
      return names.size() == 1;
    }
    if (container.contains(Keywords.GRAPH)) {
      return Set.of(Keywords.GRAPH, Keywords.ID, Keywords.INDEX, Keywords.SET)
          .containsAll(container);
    }
    return names.size() <= (container.contains(Keywords.SET) ? 2 : 1);
  }

  private List<String> containerNames(Json given) throws JsonLdException {
    return switch (given) {
      case JsonString(String name) -> List.of(name);
      case JsonArray(List<Json> items) ->
          items.stream().map(item -> item instanceof JsonString(String name) ? name : "").toList();
      case JsonNull _ -> List.of();
      case JsonBoolean(boolean flag) when !flag -> List.of();
      case JsonNumber(double number) when number == 0 -> List.of();
      case JsonBoolean _, JsonNumber _, JsonObject _ ->
          throw ContextReader.invalid(term, "has an @container that is not a word");
    };
  }

  boolean hasLanguage() {
    return has(Keywords.LANGUAGE) && !has(Keywords.TYPE);
  }

  @Nullable String language() throws JsonLdException {
    if (!hasLanguage()) {
      return null;
    }
    return switch (value.members().get(Keywords.LANGUAGE)) {
      case JsonString(String tag) -> tag.toLowerCase(Locale.ROOT);
      case JsonNull _ -> null;
      case null, default ->
          throw ContextReader.invalid(term, "needs a string or null as @language");
    };
  }

  /// The checks that come last: prefix, nest, and what may not be aliased.
  void checkRest(String id) throws JsonLdException {
    Json prefix = value.members().get(Keywords.PREFIX);
    if (prefix != null && (!(prefix instanceof JsonBoolean) || term.indexOf(':') >= 0)) {
      throw ContextReader.invalid(term, "needs true or false as @prefix, and no colon in its name");
    }
    Json nest = value.members().get(Keywords.NEST);
    boolean nests =
        nest instanceof JsonString(String name)
            && (name.equals(Keywords.NEST) || !name.startsWith("@"));
    if (nest != null && !nests) {
      throw ContextReader.invalid(term, "needs @nest or a term as @nest");
    }
    if (id.equals(Keywords.CONTEXT) || id.equals(Keywords.PRESERVE)) {
      throw ContextReader.invalid(term, "makes another name of " + id);
    }
  }
}
