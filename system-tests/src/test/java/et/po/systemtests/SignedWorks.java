package et.po.systemtests;

import et.po.protocol.claim.ClaimRefusedException;
import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;

/// Makes claims of one issuer.
final class SignedWorks {
  private final ClaimSigner signer =
      new ClaimSigner(Clock.systemUTC(), () -> UUID.randomUUID().toString());
  private final Ed25519Key key = Ed25519Key.generate(new SecureRandom());

  SignedClaim next(String name) {
    SequencedMap<String, Json> claim = new LinkedHashMap<>();
    claim.put("name", new JsonString(name));
    claim.put("hash", new JsonString(Sha256.of(name.getBytes(StandardCharsets.UTF_8)).hex()));
    try {
      return signer.sign(
          "Work",
          JsonObject.EMPTY,
          new JsonObject(claim),
          key,
          Instant.parse("2026-01-02T03:04:05Z"));
    } catch (ClaimRefusedException e) {
      throw new AssertionError(e);
    }
  }
}
