package et.po.protocol.ipfs;

import et.po.protocol.ipfs.ProtobufReader.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a dag-pb node's data says of files and directories (UnixFS).
///
/// ```
/// 08 <type>           0 raw, 1 directory, 2 file
/// 12 <length> <data>  a leaf's own bytes
/// 18 <size>           of the whole file below this node; files only
/// 20 <size>           of the file part under each link, in order
/// ```
record UnixFsNode(Type type, byte[] data, long size, List<Long> partSizes) {
  enum Type {
    RAW,
    DIRECTORY,
    FILE
  }

  UnixFsNode {
    partSizes = List.copyOf(partSizes);
  }

  static UnixFsNode leaf(byte[] data) {
    return new UnixFsNode(Type.FILE, data, data.length, List.of());
  }

  static UnixFsNode fileOf(List<Long> partSizes) {
    long size = partSizes.stream().mapToLong(Long::longValue).sum();
    return new UnixFsNode(Type.FILE, new byte[0], size, partSizes);
  }

  static UnixFsNode directory() {
    return new UnixFsNode(Type.DIRECTORY, new byte[0], 0, List.of());
  }

  byte[] encode() {
    ProtobufWriter writer = new ProtobufWriter().number(1, type.ordinal());
    if (data.length > 0) {
      writer.bytes(2, data);
    }
    if (type != Type.DIRECTORY) {
      writer.number(3, size);
    }
    partSizes.forEach(part -> writer.number(4, part));
    return writer.toByteArray();
  }

  /// Empty for symbolic links, sharded directories and whatever is not UnixFS.
  ///
  /// Fields that a newer UnixFS added (mode, modification time) are passed over.
  static Optional<UnixFsNode> decode(byte[] bytes) {
    try {
      return read(new ProtobufReader(bytes));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private static Optional<UnixFsNode> read(ProtobufReader reader) throws Malformed {
    long type = -1;
    byte[] data = {};
    long size = -1;
    List<Long> partSizes = new ArrayList<>();
    while (reader.hasMore()) {
      int tag = reader.tag();
      switch (tag) {
        case 1 << 3 -> type = once(type, reader.number());
        case 2 << 3 | ProtobufReader.BYTES -> data = reader.bytes();
        case 3 << 3 -> size = once(size, reader.number());
        case 4 << 3 -> partSizes.add(reader.number());
        default -> passOver(reader, tag);
      }
    }
    if (type < 0 || type >= Type.values().length) {
      return Optional.empty();
    }
    long known = size >= 0 ? size : data.length;
    return Optional.of(new UnixFsNode(Type.values()[(int) type], data, known, partSizes));
  }

  private static void passOver(ProtobufReader reader, int tag) throws Malformed {
    if (tag >> 3 <= 4) {
      throw new Malformed("a field has another type");
    }
    reader.skip(tag & 7);
  }

  private static long once(long before, long now) throws Malformed {
    if (before >= 0) {
      throw new Malformed("a field comes twice");
    }
    return now;
  }
}
