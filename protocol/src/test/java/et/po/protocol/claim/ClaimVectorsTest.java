package et.po.protocol.claim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimVectorsTest {
  /// Where we judge otherwise than the first Po.et, or say more than that a claim is wrong.
  private static final Map<String, Verdict> VERDICTS =
      Map.ofEntries(
          Map.entry("14", Verdict.EXOTIC_NUMBER),
          Map.entry("39", Verdict.SIGNATURE_INVALID),
          Map.entry("41", Verdict.ID_MISMATCH),
          Map.entry("45", Verdict.SIGNATURE_INVALID),
          Map.entry("48", Verdict.SIGNATURE_INVALID),
          Map.entry("54", Verdict.SCHEMA_INVALID),
          Map.entry("55", Verdict.SIGNATURE_INVALID),
          Map.entry("56", Verdict.SCHEMA_INVALID),
          Map.entry("57", Verdict.ID_MISMATCH),
          Map.entry("58", Verdict.SCHEMA_INVALID),
          Map.entry("61", Verdict.SCHEMA_INVALID),
          Map.entry("63", Verdict.SIGNATURE_INVALID),
          Map.entry("64", Verdict.UNMAPPED_PROPERTY),
          Map.entry("65", Verdict.CREATOR_IS_NOT_ISSUER));

  static List<ClaimVector> vectors() throws IOException, MalformedJsonException {
    return ClaimVector.all();
  }

  static List<ClaimVector> signedHere() throws IOException, MalformedJsonException {
    return vectors().stream()
        .filter(vector -> vector.content().find("privateKey").isPresent())
        .filter(vector -> vector.content().find("claim").isPresent())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void inspect_vector_agreesWithTheOriginal(ClaimVector vector) {
    Inspection inspection = new ClaimInspector().inspect(vector.signed());
    if (vector.content().find("canonical").isPresent()) {
      assertEquals(Optional.of(vector.text("canonical")), inspection.canonical());
      assertEquals(Optional.of(vector.text("id")), inspection.id());
    }
    assertEquals(vector.check("schema"), inspection.schema(), "schema");
    assertEquals(vector.check("id"), inspection.idMatches(), "id");
    assertEquals(vector.check("signature"), inspection.signature(), "signature");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void inspect_vector_hasTheExpectedSigningInput(ClaimVector vector) {
    Optional<JsonObject> signing = vector.content().findObject("signing");
    if (signing.isPresent()) {
      byte[] expected =
          Base64.getDecoder().decode(signing.get().findString("signingInputBase64").orElseThrow());
      Inspection inspection = new ClaimInspector().inspect(vector.signed());
      assertArrayEquals(expected, inspection.signingInput().orElseThrow());
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void inspect_vector_hasTheAdvisedVerdict(ClaimVector vector) {
    Inspection inspection = new ClaimInspector().inspect(vector.signed());
    Verdict expected = VERDICTS.get(vector.name().substring(0, 2));
    if (expected != null) {
      assertEquals(expected, inspection.verdict(), inspection.because());
    } else if (vector.valid()) {
      assertEquals(Verdict.VALID, inspection.verdict(), inspection.because());
    } else {
      assertTrue(!inspection.verdict().understood(), inspection.because());
    }
  }

  @ParameterizedTest
  @MethodSource("signedHere")
  void sign_vector_givesTheSameIdAndVerifies(ClaimVector vector) throws ClaimRefusedException {
    ClaimKey key = key(vector);
    assertEquals(vector.text("issuer"), key.issuer().uri());
    if (vector.name().startsWith("14")) {
      return;
    }
    SignedClaim signed =
        Signing.signer().sign(vector.signed().without("id").without("sec:proof"), key);
    assertEquals(vector.text("id"), signed.id().hex());
    Inspection inspection = new ClaimInspector().inspect(signed.envelope());
    assertEquals(Verdict.VALID, inspection.verdict(), inspection.because());
  }

  private static ClaimKey key(ClaimVector vector) {
    String text = vector.text("privateKey");
    return text.startsWith("-----") ? RsaKey.ofPem(text) : Ed25519Key.ofPrivateBase58(text);
  }
}
