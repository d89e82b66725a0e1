package et.po.protocol.claim;

import et.po.protocol.ipfs.Sha256;
import et.po.protocol.rdf.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes that are signed: header, a dot, the hash of the proof's text, the hash of the
/// document's text. The proof's comes first.
final class SigningInput {
  private static final int DIGEST_LENGTH = 32;

  private SigningInput() {}

  static byte[] of(String header, String proofText, String documentText) {
    byte[] head = (header + ".").getBytes(StandardCharsets.UTF_8);
    byte[] input = Arrays.copyOf(head, head.length + 2 * DIGEST_LENGTH);
    byte[] proof = Sha256.of(Utf8.bytes(proofText)).bytes();
    byte[] document = Sha256.of(Utf8.bytes(documentText)).bytes();
    System.arraycopy(proof, 0, input, head.length, DIGEST_LENGTH);
    System.arraycopy(document, 0, input, head.length + DIGEST_LENGTH, DIGEST_LENGTH);
    return input;
  }
}
