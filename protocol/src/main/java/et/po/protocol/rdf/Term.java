package et.po.protocol.rdf;

/// What can stand in a quad.
public sealed interface Term {
  /// A node with a name of its own. The text is never checked: claims have IRIs with spaces in
  /// them.
  record Iri(String value) implements Term {}

  /// A node without a name; the label, `_:` included, only tells it from the others of its graph.
  record BlankNode(String label) implements Term {}

  /// A text with its datatype, or with a language if the datatype is [Rdf#LANG_STRING].
  record Literal(String value, String datatype, String language) implements Term {}

  /// An IRI or a blank node, by how the name starts.
  static Term node(String name) {
    return name.startsWith("_:") ? new BlankNode(name) : new Iri(name);
  }
}
