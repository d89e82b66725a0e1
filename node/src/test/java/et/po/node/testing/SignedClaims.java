package et.po.node.testing;

import et.po.node.messages.Message.AcceptedClaim;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.protocol.claim.ClaimRefusedException;
import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Works of one issuer, signed.
public final class SignedClaims {
  private static final ClaimSigner SIGNER =
      new ClaimSigner(Clock.systemUTC(), () -> UUID.randomUUID().toString());
  private static final Instant ISSUED = Instant.parse("2026-01-02T03:04:05Z");

  private final Ed25519Key key = Ed25519Key.generate(new SecureRandom());

  public SignedClaim work(String name) {
    try {
      JsonObject work = JsonObject.EMPTY.with("name", new JsonString(name));
      return SIGNER.sign("Work", JsonObject.EMPTY, work, key, ISSUED);
    } catch (ClaimRefusedException e) {
      throw new AssertionError(e);
    }
  }

  /// Some works, as the API tells of them; of every second one the work itself is known.
  public ClaimsAccepted accepted(int count) {
    List<AcceptedClaim> claims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SignedClaim claim = work("work " + i);
      Optional<String> digest =
          i % 2 == 0 ? Optional.of(Sha256.of(claim.file()).hex()) : Optional.empty();
      claims.add(new AcceptedClaim(claim.id().hex(), text(claim), digest));
    }
    return new ClaimsAccepted(claims);
  }

  private static String text(SignedClaim claim) {
    return new String(claim.file(), StandardCharsets.UTF_8);
  }
}
