package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.jsonld.ExpandedDocument;
import et.po.protocol.jsonld.JsonLdException;
import et.po.protocol.jsonld.UnmappedProperties;
import et.po.protocol.rdf.CanonicalQuads;
import et.po.protocol.rdf.Quad;
import et.po.protocol.rdf.TooComplexException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// Makes and signs claims. May be used by many threads if its nonces may.
public final class ClaimSigner {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final Supplier<String> nonces;

  /// @param clock tells when a proof was created
  /// @param nonces gives a text for each proof that no other proof has
  public ClaimSigner(Clock clock, Supplier<String> nonces) {
    this.clock = clock;
    this.nonces = nonces;
  }

  /// A signed claim, issued by the key.
  ///
  /// @param ownContext terms to add to those that every claim of the type has
  /// @throws ClaimRefusedException if the claim would not be valid, an unmapped property included
  public SignedClaim sign(
      String type, JsonObject ownContext, JsonObject claim, ClaimKey key, Instant issued)
      throws ClaimRefusedException {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("@context", Contexts.forType(type, ownContext));
    members.put("type", new JsonString(type));
    members.put("issuer", new JsonString(key.issuer().uri()));
    members.put("issuanceDate", new JsonString(MILLISECONDS.format(issued)));
    members.put("claim", claim);
    return sign(new JsonObject(members), key);
  }

  /// The signed form of an envelope that has everything but id and proof; what it has of those is
  /// replaced.
  ///
  /// @throws ClaimRefusedException if the claim would not be valid, an unmapped property included
  public SignedClaim sign(JsonObject unsigned, ClaimKey key) throws ClaimRefusedException {
    try {
      String identity = IdentityText.of(unsigned);
      JsonObject envelope = identified(unsigned, IdentityText.id(identity));
      List<Quad> quads = ExpandedDocument.of(envelope, UnmappedProperties.REFUSE).quads();
      String documentText = CanonicalQuads.of(quads);
      ProofOptions options =
          new ProofOptions(
              key.suite(),
              key.issuer().uri(),
              clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
              nonces.get());
      byte[] input = SigningInput.of(key.suite().header(), options.text(), documentText);
      JsonObject proof = options.proof(Jws.text(key.suite(), key.sign(input)));
      return checked(
          envelope.with("sec:proof", proof),
          new KnownTexts(Optional.of(identity), quads, documentText),
          key);
    } catch (JsonLdException e) {
      throw ClaimRefusedException.because(e);
    } catch (TooComplexException e) {
      throw new ClaimRefusedException(Verdict.TOO_COMPLEX, Verdict.TOO_COMPLEX.sentence());
    }
  }

  private static JsonObject identified(JsonObject unsigned, ClaimId id) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    unsigned.find("@context").ifPresent(context -> members.put("@context", context));
    members.put("id", new JsonString(id.hex()));
    for (String key : unsigned.without("id").without("sec:proof").members().keySet()) {
      unsigned.find(key).ifPresent(value -> members.putIfAbsent(key, value));
    }
    return new JsonObject(members);
  }

  /// A context of the claim's own can turn a proof, or the envelope, into something else.
  private static SignedClaim checked(JsonObject envelope, KnownTexts known, ClaimKey key)
      throws ClaimRefusedException {
    Inspection inspection = new ClaimInspector().inspect(envelope, known);
    if (inspection.verdict() == Verdict.SIGNATURE_INVALID) {
      throw new ClaimRefusedException(
          Verdict.SIGNATURE_INVALID,
          "The claim's context gives the terms of the proof another meaning, so that the signature of "
              + key.issuer().uri()
              + " would not verify.");
    }
    if (inspection.verdict() != Verdict.VALID) {
      throw new ClaimRefusedException(inspection.verdict(), inspection.because());
    }
    return new SignedClaim(envelope);
  }
}
