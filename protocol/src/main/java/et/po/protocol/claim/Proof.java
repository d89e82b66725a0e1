package et.po.protocol.claim;

import et.po.protocol.jsonld.ExpandedDocument;
import et.po.protocol.jsonld.JsonLdException;
import et.po.protocol.rdf.Quad;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A proof: who signed, how, and everything that was signed along.
///
/// Who and how count only under the names that the security vocabulary gives them, before
/// [SecurityTerms] reads names such as `dc:creator` that the claim's own context left as they are.
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
    return new Proof(
        SecurityTerms.quads(graph.without(SIGNATURES)),
        graph.firstType().flatMap(Suite::ofType),
        graph.onlyReference(Vocabulary.CREATOR),
        graph.onlyText(Vocabulary.JWS));
  }
}
