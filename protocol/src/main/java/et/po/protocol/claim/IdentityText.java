package et.po.protocol.claim;

import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.jsonld.ExpandedDocument;
import et.po.protocol.jsonld.JsonLdException;
import et.po.protocol.jsonld.UnmappedProperties;
import et.po.protocol.rdf.CanonicalQuads;
import et.po.protocol.rdf.TooComplexException;
import et.po.protocol.rdf.Utf8;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The canonical text of what a claim says; the claim's id is its SHA-256.
///
/// It has neither id nor proof, and contexts are completed with the default terms for it.
final class IdentityText {
  private static final List<String> COVERED = List.of("type", "issuer", "issuanceDate", "claim");

  private IdentityText() {}

  static String of(JsonObject envelope) throws JsonLdException, TooComplexException {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    String type = envelope.findString("type").orElse("");
    members.put("@context", Contexts.completed(type, envelope.members().get("@context")));
    for (String key : COVERED) {
      envelope.find(key).ifPresent(value -> members.put(key, value));
    }
    ExpandedDocument document =
        ExpandedDocument.of(new JsonObject(members), UnmappedProperties.DROP);
    return CanonicalQuads.of(document.quads());
  }

  static ClaimId id(String text) {
    return new ClaimId(Sha256.of(Utf8.bytes(text)).hex());
  }
}
