package et.po.frost.tokens;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the texts of tokens are signed with.
public final class TokenSecret {
  private static final int SHORTEST = 32;
  private static final int FEWEST_DIFFERENT_CHARACTERS = 10;

  private final SecretKeySpec key;
  private final boolean weak;

  /// @throws IllegalArgumentException for an empty text
  public TokenSecret(String text) {
    this.key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    this.weak =
        text.length() < SHORTEST || text.chars().distinct().count() < FEWEST_DIFFERENT_CHARACTERS;
  }

  /// Whether the secret is so short or regular that it could be guessed.
  public boolean isWeak() {
    return weak;
  }

  byte[] sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /// Says nothing of the secret: secrets end up in logs.
  @Override
  public String toString() {
    return "TokenSecret";
  }
}
