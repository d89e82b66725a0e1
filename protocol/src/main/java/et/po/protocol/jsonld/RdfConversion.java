package et.po.protocol.jsonld;

import et.po.protocol.rdf.Quad;
import et.po.protocol.rdf.Rdf;
import et.po.protocol.rdf.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns an expanded document into quads (JSON-LD 1.0, "Deserialize JSON-LD to RDF").
///
/// Quads with a relative IRI, or a blank node as predicate, are dropped.
final class RdfConversion {
  private final NodeMap nodes;
  private final UnaryOperator<String> relativeTypes;
  private final List<Quad> quads = new ArrayList<>();

  private RdfConversion(NodeMap nodes, UnaryOperator<String> relativeTypes) {
    this.nodes = nodes;
    this.relativeTypes = relativeTypes;
  }

  /// @param relativeTypes what a type that no context made absolute stands for
  static List<Quad> quads(Object expanded, UnaryOperator<String> relativeTypes)
      throws JsonLdException {
    RdfConversion conversion = new RdfConversion(new NodeMap(expanded), relativeTypes);
    for (String name : conversion.nodes.graphs().keySet()) {
      if (name.equals(NodeMap.DEFAULT_GRAPH)) {
        conversion.addGraph(name, Optional.empty());
      } else if (Iris.isAbsolute(name)) {
        conversion.addGraph(name, Optional.of(Term.node(name)));
      }
    }
    return conversion.quads;
  }

  private void addGraph(String graph, Optional<Term> term) throws JsonLdException {
    SortedMap<String, Node> members = nodes.graphs().get(graph);
    if (members == null) {
      return;
    }
    for (String name : members.keySet()) {
      Node node = members.get(name);
      if (node != null && Iris.isAbsolute(name)) {
        addNode(Term.node(name), node, term);
      }
    }
  }

  private void addNode(Term subject, Node node, Optional<Term> graph) throws JsonLdException {
    for (var property : node.properties().entrySet()) {
      String predicate = Node.predicate(property.getKey());
      if (!Iris.isAbsolute(predicate) || Iris.isBlank(predicate)) {
        continue;
      }
      for (Object value : property.getValue()) {
        if (value instanceof Expanded list && Expanded.isList(list)) {
          addList(subject, predicate, ObjectExpansion.listOf(list.get(Keywords.LIST)), graph);
        } else {
          addQuad(subject, predicate, object(named(value)), graph);
        }
      }
    }
  }

  /// Only types stand as bare names; those that are relative mean what they are said to.
  private Object named(Object value) {
    return value instanceof String type && !Iris.isAbsolute(type)
        ? relativeTypes.apply(type)
        : value;
  }

  private void addList(
      Term head, String predicate, List<@Nullable Object> items, Optional<Term> graph)
      throws JsonLdException {
    Term subject = head;
    String link = predicate;
    for (Object item : items) {
      Term cell = new Term.BlankNode(nodes.newLabel());
      addQuad(subject, link, cell, graph);
      addQuad(cell, Rdf.FIRST, object(item), graph);
      subject = cell;
      link = Rdf.REST;
    }
    addQuad(subject, link, new Term.Iri(Rdf.NIL), graph);
  }

  private void addQuad(
      Term subject, String predicate, @Nullable Term object, Optional<Term> graph) {
    if (object != null) {
      quads.add(new Quad(subject, predicate, object, graph));
    }
  }

  /// The term that a value becomes; `null` for a relative IRI.
  private static @Nullable Term object(@Nullable Object value) throws JsonLdException {
    if (value instanceof Expanded expanded && expanded.has(Keywords.VALUE)) {
      return literal(expanded);
    }
    Object name = value instanceof Expanded expanded ? expanded.get(Keywords.ID) : value;
    if (!(name instanceof String text)) {
      throw new JsonLdException("A value stands where only a node can.");
    }
    return Iris.isAbsolute(text) ? Term.node(text) : null;
  }

  private static Term.Literal literal(Expanded expanded) throws JsonLdException {
    String datatype = datatype(expanded.get(Keywords.TYPE));
    Object value = expanded.get(Keywords.VALUE);
    return switch (value) {
      case Boolean flag -> typed(flag.toString(), datatype, Rdf.BOOLEAN);
      case Double number when NumberText.isDouble(number) || Rdf.DOUBLE.equals(datatype) ->
          typed(NumberText.ofDouble(number), datatype, Rdf.DOUBLE);
      case Double number -> typed(NumberText.ofInteger(number), datatype, Rdf.INTEGER);
      case String text when Rdf.DOUBLE.equals(datatype) ->
          typed(NumberText.ofDouble(NumberText.leadingNumber(text)), datatype, Rdf.DOUBLE);
      case String text when expanded.get(Keywords.LANGUAGE) instanceof String language ->
          new Term.Literal(text, datatype == null ? Rdf.LANG_STRING : datatype, language);
      case String text -> typed(text, datatype, Rdf.STRING);
      case null, default -> throw new JsonLdException("A @value is neither text nor number.");
    };
  }

  private static Term.Literal typed(String text, @Nullable String datatype, String byNature) {
    return new Term.Literal(text, datatype == null ? byNature : datatype, "");
  }

  /// The datatype; several become one text with commas, which no datatype is equal to.
  private static @Nullable String datatype(@Nullable Object type) {
    return switch (type) {
      case null -> null;
      case List<?> types ->
          types.stream()
              .map(each -> each instanceof String name ? name : "[object Object]")
              .collect(Collectors.joining(","));
      default -> type.toString();
    };
  }
}
