package et.po.node.api;

import et.po.protocol.claim.ClaimRefusedException;
import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Stream;

/// Claims signed for a test.
final class Claims {
  private static final ClaimSigner SIGNER =
      new ClaimSigner(Clock.systemUTC(), () -> UUID.randomUUID().toString());

  private final Ed25519Key key = Ed25519Key.generate(new SecureRandom());

  String issuer() {
    return key.issuer().uri();
  }

  SignedClaim work(String... keysAndTexts) {
    return work(Instant.parse("2026-01-02T03:04:05Z"), keysAndTexts);
  }

  SignedClaim work(Instant issued, String... keysAndTexts) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    for (int i = 0; i < keysAndTexts.length; i += 2) {
      members.put(keysAndTexts[i], new JsonString(keysAndTexts[i + 1]));
    }
    return sign(JsonObject.EMPTY, new JsonObject(members), issued);
  }

  /// A work that is about these URIs, as Frost writes it.
  SignedClaim workAbout(String... uris) {
    SequencedMap<String, Json> term = new LinkedHashMap<>();
    term.put("@id", new JsonString("schema:url"));
    term.put("@container", new JsonString("@list"));
    JsonObject context = JsonObject.EMPTY.with("about", new JsonObject(term));
    List<Json> about = Stream.of(uris).<Json>map(JsonString::new).toList();
    return sign(
        context,
        JsonObject.EMPTY.with("about", new JsonArray(about)),
        Instant.parse("2026-01-02T03:04:05Z"));
  }

  /// A work issued at a date that is written so.
  SignedClaim workOf(String issued, String name) {
    try {
      JsonObject unsigned = work("name", name).envelope().without("id").without("sec:proof");
      return SIGNER.sign(unsigned.with("issuanceDate", new JsonString(issued)), key);
    } catch (ClaimRefusedException e) {
      throw new AssertionError(e);
    }
  }

  private SignedClaim sign(JsonObject context, JsonObject claim, Instant issued) {
    try {
      return SIGNER.sign("Work", context, claim, key, issued);
    } catch (ClaimRefusedException e) {
      throw new AssertionError(e);
    }
  }
}
