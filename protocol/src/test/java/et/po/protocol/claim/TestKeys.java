package et.po.protocol.claim;

import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.util.List;

/// Keys for tests, always the same.
final class TestKeys {
  private TestKeys() {}

  /// Two Ed25519 keys and one RSA key.
  static List<ClaimKey> all() throws IOException, MalformedJsonException {
    String pem =
        ClaimVector.all().stream()
            .filter(vector -> vector.name().startsWith("36"))
            .map(vector -> vector.text("privateKey"))
            .findFirst()
            .orElseThrow();
    return List.of(
        Ed25519Key.ofPassphrase("vector key alpha"),
        Ed25519Key.ofPassphrase("another key"),
        RsaKey.ofPem(pem));
  }
}
