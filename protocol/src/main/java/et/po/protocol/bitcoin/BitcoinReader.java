package et.po.protocol.bitcoin;

import java.util.Arrays;

/// Reads Bitcoin's integers and lengths from foreign bytes; every read is checked against the end.
final class BitcoinReader {
  /// The bytes are not what they should be. Carries no stack: it never leaves this package.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String because) {
      super(because, null, false, false);
    }
  }

  private final byte[] bytes;
  private int at;

  BitcoinReader(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  int position() {
    return at;
  }

  boolean hasMore() {
    return at < bytes.length;
  }

  byte[] bytes(long length) throws Malformed {
    skip(length);
    return Arrays.copyOfRange(bytes, at - (int) length, at);
  }

  void skip(long length) throws Malformed {
    if (length < 0 || length > bytes.length - at) {
      throw new Malformed("ends too early");
    }
    at += (int) length;
  }

  /// Little-endian, of 1 to 8 bytes.
  long integer(int length) throws Malformed {
    skip(length);
    long value = 0;
    for (int i = 1; i <= length; i++) {
      value = value << 8 | bytes[at - i] & 0xFF;
    }
    return value;
  }

  /// A length or count (CompactSize), in its shortest form only.
  long size() throws Malformed {
    int first = (int) integer(1);
    if (first < 0xFD) {
      return first;
    }
    int width = 2 << first - 0xFD;
    long value = integer(width);
    boolean shorter = width == 2 ? value < 0xFD : value >>> width * 4 == 0;
    if (shorter) {
      throw new Malformed("a length is longer than need be");
    }
    return value;
  }

  /// A count of things that take at least `each` bytes, so that it cannot promise more than is
  /// there.
  int count(int each) throws Malformed {
    long count = size();
    if (count < 0 || count > (bytes.length - at) / each) {
      throw new Malformed("a count is more than fits");
    }
    return (int) count;
  }
}
