package et.po.cli.claim;

import et.po.cli.CommandException;
import et.po.protocol.claim.ClaimKey;
import et.po.protocol.claim.ClaimRefusedException;
import et.po.protocol.claim.ClaimSigner;
import et.po.protocol.claim.Contexts;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Signs claims, completing what only the signer or the moment can tell.
final class Signing {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int NONCE_BYTES = 12;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Signing(Clock clock) {
    this.clock = clock;
  }

  /// As claims write dates.
  static String date(Instant instant) {
    return MILLISECONDS.format(instant);
  }

  /// The signed claim. Issuer, date and context are added where there are none.
  SignedClaim sign(JsonObject unsigned, ClaimKey key) {
    try {
      return new ClaimSigner(clock, this::nonce).sign(completed(unsigned, key), key);
    } catch (ClaimRefusedException e) {
      throw CommandException.negative(
          "The claim is not signed: " + e.verdict() + ". " + e.getMessage());
    }
  }

  private JsonObject completed(JsonObject unsigned, ClaimKey key) {
    SequencedMap<String, Json> members = new LinkedHashMap<>(unsigned.members());
    String type = unsigned.findString("type").orElse("Work");
    members.putIfAbsent("@context", Contexts.forType(type, JsonObject.EMPTY));
    members.putIfAbsent("type", new JsonString(type));
    members.putIfAbsent("issuer", new JsonString(key.issuer().uri()));
    members.putIfAbsent("issuanceDate", new JsonString(date(clock.instant())));
    return new JsonObject(members);
  }

  /// 25 letters and digits with a `c` in front, as in claims of old.
  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return "c" + HexFormat.of().formatHex(bytes);
  }
}
