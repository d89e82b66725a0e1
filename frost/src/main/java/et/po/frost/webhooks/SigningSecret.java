package et.po.frost.webhooks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What messages to one webhook are signed with, as Standard Webhooks does.
final class SigningSecret {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int LENGTH = 32;

  private final byte[] key;

  SigningSecret(byte[] key) {
    if (key.length != LENGTH) {
      throw new IllegalArgumentException("a signing secret has 32 bytes");
    }
    this.key = key.clone();
  }

  static SigningSecret generate(SecureRandom random) {
    byte[] drawn = new byte[LENGTH];
    random.nextBytes(drawn);
    return new SigningSecret(drawn);
  }

  byte[] bytes() {
    return key.clone();
  }

  /// As it is shown to its owner, once.
  String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /// The three headers of a message.
  Map<String, String> headers(String id, Instant now, String body) {
    long seconds = now.getEpochSecond();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(seconds));
    headers.put("webhook-signature", "v1," + signature(id + "." + seconds + "." + body));
    return headers;
  }

  private String signature(String signed) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return new String(Base64.getEncoder().encode(mac.doFinal(signed.getBytes(UTF_8))), US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /// Nothing of it: secrets end up in logs.
  @Override
  public String toString() {
    return "SigningSecret";
  }
}
