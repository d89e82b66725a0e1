package et.po.protocol.ipfs;

import java.util.Arrays;

/// Reads protobuf fields from foreign bytes; every read is checked against the end.
final class ProtobufReader {
  static final int NUMBER = 0;
  static final int BYTES = 2;

  /// The bytes are not what they should be. Carries no stack: it never leaves this package.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String because) {
      super(because, null, false, false);
    }
  }

  private final byte[] bytes;
  private final int end;
  private int at;

  ProtobufReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtobufReader(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  boolean hasMore() {
    return at < end;
  }

  /// The offset in the whole array.
  int position() {
    return at;
  }

  /// `field << 3 | wire type`.
  int tag() throws Malformed {
    long tag = number();
    if (tag > Integer.MAX_VALUE || tag >> 3 == 0) {
      throw new Malformed("no such field");
    }
    return (int) tag;
  }

  /// Up to 63 bits, in the shortest form only.
  long number() throws Malformed {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      if (at == end) {
        throw new Malformed("ends inside a number");
      }
      int b = bytes[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        if (b == 0 && shift > 0) {
          throw new Malformed("a number is longer than need be");
        }
        return value;
      }
    }
    throw new Malformed("a number is over 63 bits");
  }

  byte[] bytes() throws Malformed {
    int length = length();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /// A reader of the embedded message, which it skips here.
  ProtobufReader message() throws Malformed {
    int length = length();
    at += length;
    return new ProtobufReader(bytes, at - length, at);
  }

  void skip(int wireType) throws Malformed {
    switch (wireType) {
      case NUMBER -> number();
      case BYTES -> at += length();
      case 5 -> advance(4);
      case 1 -> advance(8);
      default -> throw new Malformed("unknown wire type");
    }
  }

  private void advance(int count) throws Malformed {
    if (count > end - at) {
      throw new Malformed("ends inside a field");
    }
    at += count;
  }

  private int length() throws Malformed {
    long length = number();
    if (length > end - at) {
      throw new Malformed("ends inside a field");
    }
    return (int) length;
  }
}
