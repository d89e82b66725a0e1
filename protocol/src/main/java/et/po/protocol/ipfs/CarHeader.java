package et.po.protocol.ipfs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The dag-cbor map at the front of a CAR, with exactly one root.
final class CarHeader {
  private static final byte[] BEFORE = HexFormat.of().parseHex("a265726f6f747381d82a58");
  private static final byte[] AFTER = "\u0067version\u0001".getBytes(StandardCharsets.US_ASCII);

  private CarHeader() {}

  static byte[] encode(Cid root) {
    byte[] cid = root.bytes();
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(BEFORE);
    header.write(cid.length + 1);
    header.write(0);
    header.writeBytes(cid);
    header.writeBytes(AFTER);
    return header.toByteArray();
  }

  static Optional<Cid> decode(byte[] header) {
    int from = BEFORE.length + 2;
    int to = header.length - AFTER.length;
    if (to <= from) {
      return Optional.empty();
    }
    return Cid.ofBytes(Arrays.copyOfRange(header, from, to))
        .filter(root -> Arrays.equals(encode(root), header));
  }
}
