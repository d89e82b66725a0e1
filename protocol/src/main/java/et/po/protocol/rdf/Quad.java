package et.po.protocol.rdf;

import java.util.Optional;

/// A statement; without a graph it stands in the default graph.
public record Quad(Term subject, String predicate, Term object, Optional<Term> graph) {
  /// A statement in the default graph.
  public static Quad of(Term subject, String predicate, Term object) {
    return new Quad(subject, predicate, object, Optional.empty());
  }
}
