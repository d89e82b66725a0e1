package et.po.protocol.claim;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A claim whose form is right. Whether id and signature are, [ClaimInspector] says.
public record SignedClaim(JsonObject envelope) {
  public SignedClaim {
    Schema.fault(envelope)
        .ifPresent(fault -> {
          throw new IllegalArgumentException(fault);
        });
    if (envelope.findString("id").flatMap(ClaimId::parse).isEmpty()) {
      throw new IllegalArgumentException("The field \"id\" must be 64 lower-case hex digits.");
    }
  }

  /// The claim, or empty if the JSON does not have a claim's form.
  public static Optional<SignedClaim> of(Json json) {
    boolean claim =
        json instanceof JsonObject object
            && Schema.fault(object).isEmpty()
            && object.findString("id").flatMap(ClaimId::parse).isPresent();
    return claim ? Optional.of(new SignedClaim((JsonObject) json)) : Optional.empty();
  }

  public ClaimId id() {
    return new ClaimId(text("id"));
  }

  /// `Work` or `Identity`.
  public String type() {
    return text("type");
  }

  public Issuer issuer() {
    return new Issuer(text("issuer"));
  }

  /// When the issuer says the claim was made: an ISO 8601 text in any of the forms that claims
  /// take.
  public String issuanceDate() {
    return text("issuanceDate");
  }

  /// What is said.
  public JsonObject claim() {
    return envelope.findObject("claim").orElseThrow();
  }

  /// The claim file: the envelope as compact JSON in UTF-8.
  public byte[] file() {
    return envelope.text().getBytes(StandardCharsets.UTF_8);
  }

  private String text(String field) {
    return envelope.findString(field).orElseThrow();
  }
}
