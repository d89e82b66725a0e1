package et.po.protocol.ipfs;

import java.io.ByteArrayOutputStream;

/// Unsigned LEB128: seven bits to a byte, low ones first, the top bit says that more follow.
final class Varint {
  private Varint() {}

  static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  static byte[] of(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(9);
    write(out, value);
    return out.toByteArray();
  }
}
