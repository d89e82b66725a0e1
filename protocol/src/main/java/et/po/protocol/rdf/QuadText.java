package et.po.protocol.rdf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A quad whose text is made once, but for the labels of its blank nodes.
final class QuadText {
  /// Where in a quad a blank node stands; the letter goes into the hash of related nodes.
  enum Position {
    SUBJECT("s"),
    OBJECT("o"),
    GRAPH("g");

    private final String letter;

    Position(String letter) {
      this.letter = letter;
    }

    String letter() {
      return letter;
    }
  }

  /// A blank node and where it stands.
  record Place(String node, Position position) {}

  private final String predicate;
  private final Term subject;
  private final Term object;
  private final List<Place> places = new ArrayList<>(2);
  private final String fixedObject;
  private final java.util.Optional<Term> graph;

  QuadText(Quad quad) {
    predicate = "<" + quad.predicate() + ">";
    subject = quad.subject();
    object = quad.object();
    graph = quad.graph();
    addPlace(subject, Position.SUBJECT);
    addPlace(object, Position.OBJECT);
    graph.ifPresent(term -> addPlace(term, Position.GRAPH));
    StringBuilder text = new StringBuilder();
    appendTerm(text, object, UnaryOperator.identity());
    fixedObject = text.toString();
  }

  private void addPlace(Term term, Position position) {
    if (term instanceof Term.BlankNode(String label)) {
      places.add(new Place(label, position));
    }
  }

  /// The blank nodes, subject before object before graph; one that stands twice comes twice.
  List<Place> places() {
    return places;
  }

  List<String> blankNodes() {
    return places.stream().map(Place::node).toList();
  }

  /// The predicate in angle brackets.
  String predicate() {
    return predicate;
  }

  /// Appends the line, LF included.
  void append(StringBuilder line, UnaryOperator<String> labels) {
    appendTerm(line, subject, labels);
    line.append(' ').append(predicate).append(' ');
    if (object instanceof Term.BlankNode(String label)) {
      line.append(labels.apply(label));
    } else {
      line.append(fixedObject);
    }
    graph.ifPresent(term -> {
      line.append(' ');
      appendTerm(line, term, labels);
    });
    line.append(" .\n");
  }

  private static void appendTerm(StringBuilder text, Term term, UnaryOperator<String> labels) {
    switch (term) {
      case Term.Iri(String value) -> NQuads.appendIri(text, value);
      case Term.BlankNode(String label) -> text.append(labels.apply(label));
      case Term.Literal literal -> NQuads.appendLiteral(text, literal);
    }
  }
}
