package et.po.protocol.claim;

import et.po.protocol.json.JsonObject;
import et.po.protocol.jsonld.ExpandedDocument;
import et.po.protocol.jsonld.JsonLdException;
import et.po.protocol.rdf.CanonicalQuads;
import et.po.protocol.rdf.TooComplexException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A claim's signature, and what was found on the way to it.
///
/// @param unmapped the properties that the claim's own context does not map
record SignatureCheck(
    Optional<byte[]> signingInput, boolean valid, Optional<String> creator, List<String> unmapped) {

  static SignatureCheck of(JsonObject envelope) throws JsonLdException, TooComplexException {
    List<String> unmapped = new ArrayList<>();
    ExpandedDocument document = ExpandedDocument.of(envelope, unmapped::add);
    ExpandedDocument.Separated separated = document.separate(Vocabulary.PROOF);
    if (separated.graphs().isEmpty()) {
      return new SignatureCheck(Optional.empty(), false, Optional.empty(), unmapped);
    }
    String documentText = CanonicalQuads.of(SecurityTerms.reread(separated.rest().quads()));
    boolean valid = true;
    Optional<byte[]> signingInput = Optional.empty();
    Optional<String> creator = Optional.empty();
    for (ExpandedDocument graph : separated.graphs()) {
      Proof proof = Proof.of(graph);
      String proofText = CanonicalQuads.of(proof.options());
      Optional<Jws> jws =
          proof.suite().flatMap(suite -> proof.jws().flatMap(text -> Jws.parse(text, suite)));
      String header = jws.map(Jws::header).or(() -> proof.suite().map(Suite::header)).orElse("");
      byte[] input = SigningInput.of(header, proofText, documentText);
      valid &= jws.isPresent() && isSigned(proof, input, jws.get().signature());
      signingInput = Optional.of(input);
      creator = proof.creator();
    }
    return new SignatureCheck(signingInput, valid, creator, unmapped);
  }

  private static boolean isSigned(Proof proof, byte[] input, byte[] signature) {
    return proof
        .creator()
        .flatMap(VerificationKey::of)
        .filter(key -> proof.suite().equals(Optional.of(key.suite())))
        .filter(key -> key.verify(input, signature))
        .isPresent();
  }
}
