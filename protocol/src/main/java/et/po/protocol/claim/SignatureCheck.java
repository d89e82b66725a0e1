package et.po.protocol.claim;

import et.po.protocol.json.JsonObject;
import et.po.protocol.jsonld.ExpandedDocument;
import et.po.protocol.jsonld.JsonLdException;
import et.po.protocol.rdf.CanonicalQuads;
import et.po.protocol.rdf.TooComplexException;
import et.po.protocol.rdf.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A claim's signature, and what was found on the way to it.
///
/// Texts with half of a surrogate pair are never signed: the first Po.et failed over them here,
/// though not where it made ids.
///
/// @param unmapped the properties that the claim's own context does not map
record SignatureCheck(
    Optional<byte[]> signingInput, boolean valid, Optional<String> creator, List<String> unmapped) {

  static SignatureCheck of(JsonObject envelope, KnownTexts known)
      throws JsonLdException, TooComplexException {
    List<String> unmapped = new ArrayList<>();
    ExpandedDocument document = ExpandedDocument.of(envelope, unmapped::add);
    ExpandedDocument.Separated separated = document.separate(Vocabulary.PROOF);
    if (separated.graphs().isEmpty()) {
      return new SignatureCheck(Optional.empty(), false, Optional.empty(), unmapped);
    }
    String documentText = known.document(SecurityTerms.quads(separated.rest()));
    boolean valid = true;
    Optional<byte[]> signingInput = Optional.empty();
    Optional<String> creator = Optional.empty();
    for (ExpandedDocument graph : separated.graphs()) {
      Proof proof = Proof.of(graph);
      String proofText = CanonicalQuads.of(proof.options());
      Optional<Jws> jws =
          proof.suite().flatMap(suite -> proof.jws().flatMap(text -> Jws.parse(text, suite)));
      String header =
          proof.jws().map(Jws::headerIn).or(() -> proof.suite().map(Suite::header)).orElse("");
      byte[] input = SigningInput.of(header, proofText, documentText);
      valid &=
          jws.isPresent()
              && Utf8.isWellFormed(documentText)
              && Utf8.isWellFormed(proofText)
              && isSigned(proof, input, jws.get().signature());
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
