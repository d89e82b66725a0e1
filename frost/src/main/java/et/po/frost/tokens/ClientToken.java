package et.po.frost.tokens;

import et.po.protocol.ipfs.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/// The random part of a token, which is what authorises it. We keep only its hash.
record ClientToken(String text) {
  private static final int LENGTH = 32;

  static ClientToken generate(SecureRandom random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return new ClientToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  TokenHash hash() {
    return new TokenHash(Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex());
  }

  @Override
  public String toString() {
    return "ClientToken";
  }
}
