package et.po.protocol.rdf;

import et.po.protocol.ipfs.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/// SHA-256 of texts, in lower-case hex.
final class Hashing {
  private final MessageDigest digest = Sha256.newDigest();

  Hashing add(String text) {
    digest.update(Utf8.bytes(text));
    return this;
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String hex(String text) {
    return new Hashing().add(text).hex();
  }
}
