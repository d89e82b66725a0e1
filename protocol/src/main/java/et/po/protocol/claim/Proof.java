package et.po.protocol.claim;

import et.po.protocol.jsonld.ExpandedDocument;
import et.po.protocol.jsonld.JsonLdException;
import et.po.protocol.rdf.Quad;
import et.po.protocol.rdf.Rdf;
import et.po.protocol.rdf.Term;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A proof as its quads say it: who signed, how, and everything that was signed along.
///
/// @param options the quads that the signature covers: all but the signature itself
record Proof(
    List<Quad> options, Optional<Suite> suite, Optional<String> creator, Optional<String> jws) {
  private static final Set<String> SIGNATURES =
      Set.of(
          Vocabulary.JWS,
          Vocabulary.SECURITY + "signatureValue",
          Vocabulary.SECURITY + "proofValue");

  static Proof of(ExpandedDocument graph) throws JsonLdException {
    List<Quad> quads = SecurityTerms.reread(graph.quads());
    return new Proof(
        quads.stream().filter(quad -> !isSignature(quad)).toList(),
        objects(quads, Rdf.TYPE).findFirst().flatMap(Proof::suite),
        only(objects(quads, Vocabulary.CREATOR).toList())
            .flatMap(
                term -> term instanceof Term.Iri(String iri) ? Optional.of(iri) : Optional.empty()),
        only(objects(quads, Vocabulary.JWS).toList()).flatMap(Proof::plainText));
  }

  private static boolean isSignature(Quad quad) {
    return SIGNATURES.contains(quad.predicate()) && plainText(quad.object()).isPresent();
  }

  private static java.util.stream.Stream<Term> objects(List<Quad> quads, String predicate) {
    return quads.stream().filter(quad -> quad.predicate().equals(predicate)).map(Quad::object);
  }

  private static Optional<Term> only(List<Term> terms) {
    return terms.size() == 1 ? Optional.of(terms.getFirst()) : Optional.empty();
  }

  private static Optional<Suite> suite(Term type) {
    return type instanceof Term.Iri(String iri) && iri.startsWith(Vocabulary.SECURITY)
        ? Suite.ofAlgorithm(iri.substring(Vocabulary.SECURITY.length()))
        : Optional.empty();
  }

  private static Optional<String> plainText(Term term) {
    return term instanceof Term.Literal(String value, String datatype, _)
            && datatype.equals(Rdf.STRING)
        ? Optional.of(value)
        : Optional.empty();
  }
}
