package et.po.protocol.jsonld;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.rdf.Quad;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A document after its contexts are applied: what it means, no more how it was written.
public final class ExpandedDocument {
  /// Each value takes some kilobytes until its quads are in order.
  private static final int MOST_VALUES = 10_000;

  /// The top-level nodes; each is an [Expanded].
  private final List<@Nullable Object> nodes;

  private ExpandedDocument(List<@Nullable Object> nodes) {
    this.nodes = nodes;
  }

  /// Applies the contexts within the document.
  ///
  /// @throws JsonLdException if a context is an address, the document is not JSON-LD, or it has
  ///   more than ten thousand values, objects and arrays among them
  public static ExpandedDocument of(JsonObject document, UnmappedProperties unmapped)
      throws JsonLdException {
    if (values(document, 0) > MOST_VALUES) {
      throw new JsonLdException(
          JsonLdException.Fault.TOO_LARGE, "The document has more than ten thousand values.");
    }
    refuseRemoteContexts(document);
    Object expanded = new Expansion(unmapped).expand(ActiveContext.INITIAL, null, document, false);
    if (expanded instanceof Expanded top && top.size() == 1 && top.has(Keywords.GRAPH)) {
      expanded = top.get(Keywords.GRAPH);
    }
    return new ExpandedDocument(
        expanded == null ? new ArrayList<>() : ObjectExpansion.listOf(expanded));
  }

  /// How many there are, with those that were counted; counting ends where there are too many.
  private static int values(Json value, int counted) {
    int count = counted + 1;
    Collection<Json> within =
        switch (value) {
          case JsonObject object -> object.members().values();
          case JsonArray array -> array.items();
          default -> List.of();
        };
    for (Json each : within) {
      if (count > MOST_VALUES) {
        return count;
      }
      count = values(each, count);
    }
    return count;
  }

  private static void refuseRemoteContexts(Json value) throws JsonLdException {
    switch (value) {
      case JsonObject object -> {
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          if (member.getKey().equals(Keywords.CONTEXT)) {
            refuseAddress(member.getValue());
          }
          refuseRemoteContexts(member.getValue());
        }
      }
      case JsonArray array -> {
        for (Json item : array.items()) {
          refuseRemoteContexts(item);
        }
      }
      default -> {}
    }
  }

  private static void refuseAddress(Json context) throws JsonLdException {
    switch (context) {
      case JsonString(String address) ->
          throw new JsonLdException(
              JsonLdException.Fault.REMOTE_CONTEXT,
              "The context \"" + address + "\" would have to be fetched; contexts must be inline.");
      case JsonArray(List<Json> items) -> {
        for (Json item : items) {
          if (item instanceof JsonString) {
            refuseAddress(item);
          }
        }
      }
      default -> {}
    }
  }

  /// What the document says, as quads.
  public List<Quad> quads() throws JsonLdException {
    return quads(UnaryOperator.identity());
  }

  /// What the document says, as quads.
  ///
  /// @param relativeTypes what a type that no context made absolute stands for
  public List<Quad> quads(UnaryOperator<String> relativeTypes) throws JsonLdException {
    return RdfConversion.quads(nodes, relativeTypes);
  }

  /// The first node's document without one property, and the nodes that were in graphs which are
  /// that property's values.
  public Separated separate(String property) {
    if (nodes.isEmpty() || !(nodes.getFirst() instanceof Expanded node)) {
      return new Separated(new ExpandedDocument(new ArrayList<>()), List.of());
    }
    Expanded rest = node.without(Set.of(property));
    List<ExpandedDocument> graphs = new ArrayList<>();
    if (node.has(property)) {
      for (Object value : ObjectExpansion.listOf(node.get(property))) {
        graphContent(value).ifPresent(graphs::add);
      }
    }
    return new Separated(new ExpandedDocument(ObjectExpansion.listOf(rest)), graphs);
  }

  /// The document without these properties of its nodes.
  public ExpandedDocument without(Set<String> properties) {
    List<@Nullable Object> rest = new ArrayList<>(nodes.size());
    for (Object each : nodes) {
      rest.add(each instanceof Expanded node ? node.without(properties) : each);
    }
    return new ExpandedDocument(rest);
  }

  /// The first type of the document's only node.
  public Optional<String> firstType() {
    return onlyNode()
        .map(node -> ObjectExpansion.listOf(node.get(Keywords.TYPE)).getFirst())
        .flatMap(type -> type instanceof String name ? Optional.of(name) : Optional.empty());
  }

  /// The name in the only value of a property of the document's only node, if that is a reference
  /// and nothing else.
  public Optional<String> onlyReference(String property) {
    return only(property, Keywords.ID);
  }

  /// The only value of a property of the document's only node, if that is a plain text.
  public Optional<String> onlyText(String property) {
    return only(property, Keywords.VALUE);
  }

  private Optional<Expanded> onlyNode() {
    return nodes.size() == 1 && nodes.getFirst() instanceof Expanded node
        ? Optional.of(node)
        : Optional.empty();
  }

  private Optional<String> only(String property, String keyword) {
    return onlyNode()
        .map(node -> ObjectExpansion.listOf(node.get(property)))
        .filter(values -> values.size() == 1)
        .flatMap(values ->
            values.getFirst() instanceof Expanded value
                    && value.size() == 1
                    && value.get(keyword) instanceof String text
                ? Optional.of(text)
                : Optional.empty());
  }

  /// A document's first node without a property, and what the graphs in that property held.
  public record Separated(ExpandedDocument rest, List<ExpandedDocument> graphs) {}

  private static Optional<ExpandedDocument> graphContent(@Nullable Object value) {
    if (value instanceof Expanded graph && Expanded.isGraph(graph) && !graph.has(Keywords.ID)) {
      List<@Nullable Object> content = ObjectExpansion.listOf(graph.get(Keywords.GRAPH));
      return content.isEmpty() ? Optional.empty() : Optional.of(new ExpandedDocument(content));
    }
    return Optional.empty();
  }
}
