package et.po.protocol.jsonld;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An object of the expanded form, while it is being made.
///
/// A value is an `Expanded`, a `List`, or a scalar: `String`, `Double`, `Boolean` or `null`. Keys
/// are keywords and absolute IRIs.
final class Expanded {
  private final SequencedMap<String, @Nullable Object> entries = new LinkedHashMap<>();

  static Expanded of(String key, @Nullable Object value) {
    Expanded expanded = new Expanded();
    expanded.entries.put(key, value);
    return expanded;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  @Nullable Object get(String key) {
    return entries.get(key);
  }

  void put(String key, @Nullable Object value) {
    entries.put(key, value);
  }

  @Nullable Object remove(String key) {
    return entries.remove(key);
  }

  /// A copy that lacks some keys.
  Expanded without(Set<String> keys) {
    Expanded rest = new Expanded();
    entries.forEach((key, value) -> {
      if (!keys.contains(key)) {
        rest.put(key, value);
      }
    });
    return rest;
  }

  Set<String> keys() {
    return entries.keySet();
  }

  int size() {
    return entries.size();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /// Adds a value, or each of a list of values, to what the key has. A single value stays bare
  /// unless it shall always be a list.
  void add(String key, @Nullable Object value, boolean alwaysList) {
    if (value instanceof List<?> values) {
      if (values.isEmpty() && alwaysList && !has(key)) {
        entries.put(key, new ArrayList<>());
      }
      for (Object each : values) {
        add(key, each, alwaysList);
      }
    } else if (has(key)) {
      listAt(key).add(value);
    } else if (alwaysList) {
      listAt(key).add(value);
    } else {
      entries.put(key, value);
    }
  }

  /// The key's values as a list that can be added to.
  @SuppressWarnings("unchecked")
  private List<@Nullable Object> listAt(String key) {
    Object present = entries.get(key);
    if (present instanceof ArrayList<?> list) {
      return (List<@Nullable Object>) list;
    }
    List<@Nullable Object> list = new ArrayList<>();
    if (has(key)) {
      list.add(present);
    }
    entries.put(key, list);
    return list;
  }

  static boolean isList(@Nullable Object value) {
    return value instanceof Expanded expanded && expanded.has(Keywords.LIST);
  }

  static boolean isValue(@Nullable Object value) {
    return value instanceof Expanded expanded && expanded.has(Keywords.VALUE);
  }

  /// Whether it is a graph object: `@graph`, at most named and indexed.
  static boolean isGraph(@Nullable Object value) {
    return value instanceof Expanded expanded
        && expanded.has(Keywords.GRAPH)
        && expanded.keys().stream()
                .filter(key -> !key.equals(Keywords.ID) && !key.equals(Keywords.INDEX))
                .count()
            == 1;
  }

  /// Whether it describes a node or refers to one.
  static boolean isNode(@Nullable Object value) {
    return value instanceof Expanded expanded
        && !expanded.has(Keywords.VALUE)
        && !expanded.has(Keywords.SET)
        && !expanded.has(Keywords.LIST);
  }
}
