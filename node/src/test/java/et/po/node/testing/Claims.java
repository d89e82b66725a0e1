package et.po.node.testing;

import et.po.node.messages.Message.AcceptedClaim;
import et.po.protocol.claim.ClaimRefusedException;
import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Signed claims about works that differ by their number.
public final class Claims {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final Ed25519Key KEY = Ed25519Key.ofPassphrase("a test's key");
  private static final ClaimSigner SIGNER =
      new ClaimSigner(Clock.fixed(NOW, ZoneOffset.UTC), () -> "cjq0000000000000000000000");

  private Claims() {}

  public static SignedClaim signed(int number) {
    SequencedMap<String, Json> claim = new LinkedHashMap<>();
    claim.put("name", new JsonString("Work " + number));
    claim.put("author", new JsonString("Ada"));
    claim.put("datePublished", new JsonString("2026-01-02T03:04:05.678Z"));
    claim.put("tags", new JsonString("one,two"));
    return sign(new JsonObject(claim));
  }

  /// One that names its work by this hash.
  public static SignedClaim naming(String hash) {
    return sign(
        JsonObject.EMPTY
            .with("name", new JsonString("Of a known hash"))
            .with("hash", new JsonString(hash)));
  }

  private static SignedClaim sign(JsonObject claim) {
    try {
      return SIGNER.sign("Work", JsonObject.EMPTY, claim, KEY, NOW);
    } catch (ClaimRefusedException e) {
      throw new IllegalStateException("a test's claim is refused", e);
    }
  }

  /// Every third one with the digest of its work.
  public static AcceptedClaim accepted(int number) {
    SignedClaim claim = signed(number);
    Optional<String> work = number % 3 == 0 ? Optional.of(workOf(number)) : Optional.empty();
    return new AcceptedClaim(
        claim.id().hex(), new String(claim.file(), StandardCharsets.UTF_8), work);
  }

  /// The lower-case hex of the SHA-256 of the numbered work.
  public static String workOf(int number) {
    return Sha256.of(("work " + number).getBytes(StandardCharsets.UTF_8)).hex();
  }

  /// The claims from one number to before another.
  public static List<AcceptedClaim> accepted(int from, int to) {
    List<AcceptedClaim> claims = new ArrayList<>();
    for (int number = from; number < to; number++) {
      claims.add(accepted(number));
    }
    return claims;
  }
}
