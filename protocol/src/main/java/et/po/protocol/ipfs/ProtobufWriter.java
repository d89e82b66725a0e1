package et.po.protocol.ipfs;

import java.io.ByteArrayOutputStream;

/// The four protobuf constructs that dag-pb and UnixFS are made of.
final class ProtobufWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// A field of wire type 0.
  ProtobufWriter number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  /// A field of wire type 2.
  ProtobufWriter bytes(int field, byte[] value) {
    varint((long) field << 3 | 2);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  private void varint(long value) {
    Varint.write(bytes, value);
  }
}
