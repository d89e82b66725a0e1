package et.po.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/// A new key of the curve P-256, as `openssl` writes it.
///
/// @param secret the file of the private key
/// @param open that of the public key
record PemPair(Path secret, Path open) {
  static PemPair in(Path directory) throws Exception {
    return write(directory, pair("secp256r1"));
  }

  static KeyPair pair(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  static PemPair write(Path directory, KeyPair pair) throws Exception {
    return new PemPair(
        write(directory.resolve("key"), "PRIVATE KEY", pair.getPrivate()),
        write(directory.resolve("key.pub"), "PUBLIC KEY", pair.getPublic()));
  }

  private static Path write(Path file, String label, Key key) throws Exception {
    String text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label));
  }
}
