package et.po.protocol.jsonld;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All nodes of a document by graph and name, each with everything that is said of it anywhere
/// (JSON-LD 1.0, "Node Map Generation").
final class NodeMap {
  /// The name of the graph that has none.
  static final String DEFAULT_GRAPH = "@default";

  private final SortedMap<String, SortedMap<String, Node>> graphs = new TreeMap<>();
  private final Map<String, String> labels = new HashMap<>();
  private int labelled;

  NodeMap(Object expanded) throws JsonLdException {
    graphs.put(DEFAULT_GRAPH, new TreeMap<>());
    add(expanded, DEFAULT_GRAPH, null, null);
  }

  SortedMap<String, SortedMap<String, Node>> graphs() {
    return graphs;
  }

  /// A blank node's name that no other node has.
  String newLabel() {
    return "_:b" + labelled++;
  }

  private String relabelled(String name) {
    String known = labels.get(name);
    if (known == null) {
      known = newLabel();
      labels.put(name, known);
    }
    return known;
  }

  private SortedMap<String, Node> graph(String name) {
    return graphs.computeIfAbsent(name, _ -> new TreeMap<>());
  }

  private void add(
      @Nullable Object input, String graph, @Nullable String name, @Nullable List<Object> list)
      throws JsonLdException {
    if (input instanceof List<?> items) {
      for (Object item : items) {
        add(item, graph, null, list);
      }
    } else if (!(input instanceof Expanded element)) {
      if (list != null && input != null) {
        list.add(input);
      }
    } else if (Expanded.isValue(element)) {
      nameDatatype(element);
      if (list != null) {
        list.add(element);
      }
    } else {
      addNode(element, graph, name, list);
    }
  }

  private void nameDatatype(Expanded value) throws JsonLdException {
    if (value.has(Keywords.TYPE)
        && !(value.get(Keywords.TYPE) instanceof List)
        && !(value.get(Keywords.TYPE) instanceof String)) {
      throw new JsonLdException("The @type of a @value must be an absolute IRI.");
    }
  }

  private void addNode(
      Expanded element, String graph, @Nullable String given, @Nullable List<Object> list)
      throws JsonLdException {
    if (element.has(Keywords.TYPE)) {
      for (Object type : ObjectExpansion.listOf(element.get(Keywords.TYPE))) {
        if (typeName(type).startsWith("_:")) {
          relabelled(typeName(type));
        }
      }
    }
    String name = given == null ? nameOf(element) : given;
    if (list != null) {
      if (!Expanded.isNode(element)) {
        throw new JsonLdException("A @set with something beside it stands in a list.");
      }
      list.add(Expanded.of(Keywords.ID, name));
    }
    Node node = graph(graph).computeIfAbsent(name, _ -> new Node());
    for (String property : element.keys().stream().sorted().toList()) {
      switch (property) {
        case Keywords.ID -> {}
        case Keywords.REVERSE -> addReverse(element, graph, name);
        case Keywords.GRAPH -> {
          graph(name);
          add(element.get(property), name, null, null);
        }
        case Keywords.TYPE -> addProperty(element, property, graph, name, node);
        case Keywords.INDEX -> node.index(element.get(property));
        default -> {
          if (!Keywords.isKeyword(property)) {
            addProperty(element, property, graph, name, node);
          }
        }
      }
    }
  }

  private static String typeName(@Nullable Object type) throws JsonLdException {
    if (type instanceof String name) {
      return name;
    }
    throw new JsonLdException("A @type stands for nothing.");
  }

  /// The name of a node, a new one if it is blank and without.
  private String nameOf(Expanded element) throws JsonLdException {
    if (!element.has(Keywords.ID)) {
      return newLabel();
    }
    if (element.get(Keywords.ID) instanceof String name) {
      return Iris.isBlank(name) ? relabelled(name) : name;
    }
    throw new JsonLdException("The value of @id must be a string.");
  }

  private void addReverse(Expanded element, String graph, String name) throws JsonLdException {
    Expanded reverse = (Expanded) element.get(Keywords.REVERSE);
    if (reverse == null) {
      return;
    }
    for (String property : reverse.keys()) {
      for (Object item : ObjectExpansion.listOf(reverse.get(property))) {
        if (!(item instanceof Expanded node)) {
          throw new JsonLdException("A @reverse value must be a node.");
        }
        String itemName = nameOf(node);
        add(node, graph, itemName, null);
        graph(graph)
            .computeIfAbsent(itemName, _ -> new Node())
            .add(property, Expanded.of(Keywords.ID, name));
      }
    }
  }

  private void addProperty(Expanded element, String property, String graph, String name, Node node)
      throws JsonLdException {
    boolean types = property.equals(Keywords.TYPE);
    String key = !types && Iris.isBlank(property) ? relabelled(property) : property;
    for (Object value : ObjectExpansion.listOf(element.get(property))) {
      if (types && Iris.isBlank(typeName(value))) {
        node.add(key, relabelled(typeName(value)));
      } else if (Expanded.isNode(value) && value instanceof Expanded object) {
        String objectName = nameOf(object);
        node.add(key, Expanded.of(Keywords.ID, objectName));
        add(object, graph, objectName, null);
      } else if (Expanded.isList(value) && value instanceof Expanded object) {
        List<Object> items = new java.util.ArrayList<>();
        add(object.get(Keywords.LIST), graph, name, items);
        node.add(key, Expanded.of(Keywords.LIST, items));
      } else if (value != null) {
        add(value, graph, name, null);
        node.add(key, value);
      }
    }
  }
}
