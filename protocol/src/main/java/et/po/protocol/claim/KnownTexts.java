package et.po.protocol.claim;

import et.po.protocol.json.JsonObject;
import et.po.protocol.jsonld.JsonLdException;
import et.po.protocol.rdf.CanonicalQuads;
import et.po.protocol.rdf.Quad;
import et.po.protocol.rdf.TooComplexException;
import java.util.List;
import java.util.Optional;

/// Canonical texts that whoever signed a claim has computed already: to check the claim, they need
/// not be computed again.
///
/// @param identity of the very claim that is checked
/// @param documentQuads what `document` is the text of; other quads are not known
record KnownTexts(Optional<String> identity, List<Quad> documentQuads, String document) {
  static final KnownTexts NONE = new KnownTexts(Optional.empty(), List.of(), "");

  String identity(JsonObject envelope) throws JsonLdException, TooComplexException {
    return identity.isPresent() ? identity.get() : IdentityText.of(envelope);
  }

  String document(List<Quad> quads) throws TooComplexException {
    return quads.equals(documentQuads) ? document : CanonicalQuads.of(quads);
  }
}
