package et.po.protocol.anchor;

import et.po.protocol.ipfs.Cid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a transaction's data output says of a batch.
///
/// ```
/// offset  size  field
///      0     4  network  ASCII, e.g. "POET"
///      4     2  version  unsigned, big-endian: the batch layout
///      6     1  storage  unsigned; 0 = IPFS
///      7    34  batch    multihash of the batch directory: 12 20 <SHA-256>
/// ```
public record AnchorPayload(String network, int version, int storage, Cid batch) {
  /// The payload's length in bytes.
  public static final int LENGTH = 41;

  private static final int OP_RETURN = 0x6a;
  private static final Pattern NETWORK = Pattern.compile("[\\x21-\\x7e]{4}");

  public AnchorPayload {
    if (!NETWORK.matcher(network).matches()) {
      throw new IllegalArgumentException("a network's prefix is four visible ASCII characters");
    }
    if (version < 0 || version > 0xFFFF) {
      throw new IllegalArgumentException("a version lies between 0 and 65535, not " + version);
    }
    if (storage < 0 || storage > 0xFF) {
      throw new IllegalArgumentException("a storage number is one byte, not " + storage);
    }
    if (batch.version() != 0) {
      throw new IllegalArgumentException("a batch has a version-0 CID, not " + batch);
    }
  }

  public byte[] encode() {
    return ByteBuffer.allocate(LENGTH)
        .put(network.getBytes(StandardCharsets.US_ASCII))
        .putShort((short) version)
        .put((byte) storage)
        .put(batch.multihash())
        .array();
  }

  /// The script of the output that carries it: `6a 29 <payload>`.
  public byte[] script() {
    return ByteBuffer.allocate(2 + LENGTH)
        .put((byte) OP_RETURN)
        .put((byte) LENGTH)
        .put(encode())
        .array();
  }

  /// From the data of an output; empty for anything else than the table above.
  ///
  /// The first reader took longer data too, and all bytes after the storage number for the
  /// directory's hash. No such hash names a directory, so nothing is lost by leaving them.
  public static Optional<AnchorPayload> decode(byte[] data) {
    if (data.length != LENGTH) {
      return Optional.empty();
    }
    String network = new String(data, 0, 4, StandardCharsets.ISO_8859_1);
    if (!NETWORK.matcher(network).matches()) {
      return Optional.empty();
    }
    int version = ByteBuffer.wrap(data).getShort(4) & 0xFFFF;
    return Cid.ofBytes(Arrays.copyOfRange(data, 7, LENGTH))
        .map(batch -> new AnchorPayload(network, version, data[6] & 0xFF, batch));
  }
}
