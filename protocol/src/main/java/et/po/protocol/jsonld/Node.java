package et.po.protocol.jsonld;

import et.po.protocol.rdf.Rdf;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is said of one node: values by property, none twice.
///
/// Values are equal as JavaScript and the library that defined claims compare them: a number equals
/// no string, lists equal nothing, values with more than one datatype neither.
final class Node {
  private final SortedMap<String, List<Object>> properties = new TreeMap<>();
  private final Map<String, Set<Object>> known = new LinkedHashMap<>();
  private @Nullable Object index;

  SortedMap<String, List<Object>> properties() {
    return properties;
  }

  /// Notes the node's `@index`, which may not be two.
  void index(@Nullable Object given) throws JsonLdException {
    if (index != null && !index.equals(given)) {
      throw new JsonLdException("Invalid JSON-LD syntax; conflicting @index property detected.");
    }
    index = given;
  }

  void add(String property, Object value) {
    Object identity = identity(value);
    if (identity == null || known.computeIfAbsent(property, _ -> new HashSet<>()).add(identity)) {
      properties.computeIfAbsent(property, _ -> new java.util.ArrayList<>(2)).add(value);
    }
  }

  private record ValueIdentity(
      Object value, @Nullable Object type, @Nullable Object language, @Nullable Object index) {}

  private record NodeIdentity(@Nullable Object name) {}

  /// What makes a value the same as another; `null` if nothing does.
  private static @Nullable Object identity(Object value) {
    if (!(value instanceof Expanded expanded)) {
      return value;
    }
    if (expanded.has(Keywords.VALUE)) {
      Object type = expanded.get(Keywords.TYPE);
      Object content = expanded.get(Keywords.VALUE);
      if (type instanceof List || content == null) {
        return null;
      }
      return new ValueIdentity(
          content instanceof Double number ? number + 0.0 : content,
          type,
          expanded.get(Keywords.LANGUAGE),
          expanded.get(Keywords.INDEX));
    }
    return expanded.has(Keywords.ID) ? new NodeIdentity(expanded.get(Keywords.ID)) : null;
  }

  /// The predicate that a property becomes.
  static String predicate(String property) {
    return property.equals(Keywords.TYPE) ? Rdf.TYPE : property;
  }
}
