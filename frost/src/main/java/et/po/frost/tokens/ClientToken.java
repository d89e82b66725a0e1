package et.po.frost.tokens;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    try {
      return new TokenHash(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "ClientToken";
  }
}
