package et.po.protocol.proof;

import java.util.Arrays;

/// Reads the pieces of the OpenTimestamps format from foreign bytes, each checked against the end.
final class OtsReader {
  /// The bytes are not what they should be. Carries no stack: it never leaves this package.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String because) {
      super(because, null, false, false);
    }
  }

  private final byte[] bytes;
  private int at;

  OtsReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int oneByte() throws Malformed {
    return bytes(1)[0] & 0xFF;
  }

  byte[] bytes(int length) throws Malformed {
    if (length > bytes.length - at) {
      throw new Malformed("ends too early");
    }
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /// Seven bits to a byte, low ones first; up to 63 bits.
  long number() throws Malformed {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int b = oneByte();
      value |= (long) (b & 0x7F) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new Malformed("a number is over 63 bits");
  }

  /// Bytes after their length.
  byte[] counted(int min, int max) throws Malformed {
    long length = number();
    if (length < min || length > max) {
      throw new Malformed("a length is out of range");
    }
    return bytes((int) length);
  }

  void expect(byte[] constant) throws Malformed {
    if (!Arrays.equals(bytes(constant.length), constant)) {
      throw new Malformed("begins with something else");
    }
  }

  void expectEnd() throws Malformed {
    if (at < bytes.length) {
      throw new Malformed("goes on after its end");
    }
  }
}
