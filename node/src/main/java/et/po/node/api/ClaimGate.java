package et.po.node.api;

import et.po.protocol.claim.ClaimInspector;
import et.po.protocol.claim.Inspection;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.claim.Verdict;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Decides which claims are taken. The three messages of the first Po.et stay as they were; what it
/// wrongly took is refused in our own words.
final class ClaimGate {
  private static final String NOT_SIGNED = "Request Body must be a Signed Verifiable Claim.";
  private static final String INCORRECT = "Signed Verifiable Claim's signature is incorrect.";

  /// What an index of the database takes; an RSA key of 8192 bits needs half of it.
  private static final int LONGEST_ISSUER = 2500;

  /// Clocks differ.
  private static final Duration TOLERANCE = Duration.ofMinutes(10);

  private final ClaimInspector inspector = new ClaimInspector();
  private final InstantSource time;

  ClaimGate(InstantSource time) {
    this.time = time;
  }

  /// The claim in the body of a request.
  ///
  /// @throws FaultException if it is not taken
  SignedClaim admit(byte[] body) {
    Json json = parse(body);
    Inspection inspection = inspect(json);
    if (!inspection.schema()) {
      throw Fault.CLAIM_NOT_SIGNED.because(NOT_SIGNED, inspection.because());
    }
    requireWork(json);
    if (!inspection.verdict().acceptedOnIntake()) {
      throw refusal(inspection);
    }
    SignedClaim claim =
        SignedClaim.of(json)
            .orElseThrow(() -> Fault.CLAIM_NOT_SIGNED.because(NOT_SIGNED, inspection.because()));
    if (claim.issuer().uri().length() > LONGEST_ISSUER) {
      throw Fault.CLAIM_REFUSED.because(
          "The claim's issuer is longer than " + LONGEST_ISSUER + " characters.");
    }
    requirePast(claim);
    return claim;
  }

  private Inspection inspect(Json json) {
    try {
      return inspector.inspect(json);
    } catch (StackOverflowError e) {
      // Terms that lead to terms, or texts that take a pattern too deep: no claim needs that.
      throw Fault.CLAIM_REFUSED.because(Verdict.TOO_COMPLEX.sentence());
    }
  }

  private static Json parse(byte[] body) {
    try {
      return Json.parse(body);
    } catch (MalformedJsonException e) {
      throw Fault.NOT_JSON.because(String.valueOf(e.getMessage()));
    }
  }

  private static void requireWork(Json json) {
    String type = json instanceof JsonObject envelope ? envelope.findString("type").orElse("") : "";
    if (!type.equals("Work")) {
      throw Fault.CLAIM_NOT_A_WORK.because(
          "Signed Verifiable Claim's type must be Work, not " + type);
    }
  }

  private static FaultException refusal(Inspection inspection) {
    Verdict verdict = inspection.verdict();
    return switch (verdict) {
      case SCHEMA_INVALID -> Fault.CLAIM_NOT_SIGNED.because(NOT_SIGNED, inspection.because());
      case ID_MISMATCH, SIGNATURE_INVALID ->
          Fault.CLAIM_INCORRECT.because(INCORRECT, inspection.because());
      default -> Fault.CLAIM_REFUSED.because(inspection.because());
    };
  }

  private void requirePast(SignedClaim claim) {
    String date = claim.issuanceDate();
    Instant latest = time.instant().plus(TOLERANCE);
    if (EarliestMoment.of(date).filter(latest::isBefore).isPresent()) {
      throw Fault.CLAIM_FROM_THE_FUTURE.because(
          "The claim's issuanceDate " + date + " lies in the future.");
    }
  }
}
