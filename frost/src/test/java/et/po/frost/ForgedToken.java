package et.po.frost;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Token texts of any content, signed with any secret.
final class ForgedToken {
  private ForgedToken() {}

  static String of(String header, String payload, String secret) throws Exception {
    String body = base64(header.getBytes(UTF_8)) + "." + base64(payload.getBytes(UTF_8));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return body + "." + base64(mac.doFinal(body.getBytes(UTF_8)));
  }

  static String of(String payload) throws Exception {
    return of("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", payload, TestSettings.TOKEN_SECRET);
  }

  /// The payload of a token text.
  static String payload(String token) {
    return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
  }

  static String header(String token) {
    String text = token.replaceFirst("^TEST_", "").split("\\.")[0];
    return new String(Base64.getUrlDecoder().decode(text), UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
