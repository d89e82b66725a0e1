package et.po.cli.claim;

import et.po.cli.CommandException;
import et.po.cli.InputFile;
import et.po.protocol.claim.ClaimKey;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.claim.RsaKey;
import java.nio.charset.StandardCharsets;

/// A private key in a file: Base58 of 64 bytes for Ed25519, PKCS#1 PEM for RSA.
final class KeyFile {
  private KeyFile() {}

  static ClaimKey read(InputFile file) {
    String text = new String(file.require(), StandardCharsets.ISO_8859_1).strip();
    try {
      return text.startsWith("-----") ? RsaKey.ofPem(text) : Ed25519Key.ofPrivateBase58(text);
    } catch (IllegalArgumentException e) {
      throw CommandException.unable(
          file.name() + " holds no private key that claims can be signed with: " + e.getMessage(),
          e);
    }
  }
}
