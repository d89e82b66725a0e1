package et.po.protocol.ipfs;

import et.po.protocol.ipfs.ProtobufReader.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A dag-pb block: links and some data, in the one form that stock writers give it.
///
/// ```
/// node  12 <length> <link>  for each link, sorted by the name's bytes, equal names in given order
///       0a <length> <data>  unless there is none
/// link  0a <length> <CID>   34 or 36 bytes
///       12 <length> <name>  UTF-8, written also when empty
///       18 <size>           varint
/// ```
public record DagNode(List<DagLink> links, byte[] data) {
  private static final int NODE_DATA = 1 << 3 | ProtobufReader.BYTES;
  private static final int NODE_LINK = 2 << 3 | ProtobufReader.BYTES;
  private static final int LINK_CID = 1 << 3 | ProtobufReader.BYTES;
  private static final int LINK_NAME = 2 << 3 | ProtobufReader.BYTES;
  private static final int LINK_SIZE = 3 << 3 | ProtobufReader.NUMBER;
  private static final int DIGEST_LENGTH = 32;

  private static final Comparator<DagLink> BY_NAME =
      Comparator.comparing(link -> utf8(link.name()), Arrays::compareUnsigned);

  /// Sorts the links.
  public DagNode {
    links = links.stream().sorted(BY_NAME).toList();
  }

  public byte[] encode() {
    ProtobufWriter node = new ProtobufWriter();
    for (DagLink link : links) {
      node.bytes(2, encode(link));
    }
    if (data.length > 0) {
      node.bytes(1, data);
    }
    return node.toByteArray();
  }

  private static byte[] encode(DagLink link) {
    return new ProtobufWriter()
        .bytes(1, link.cid().bytes())
        .bytes(2, utf8(link.name()))
        .number(3, link.size())
        .toByteArray();
  }

  /// Empty for anything that [#encode] would not have written, so that a node has one form only.
  ///
  /// Takes time and memory in proportion to the bytes given.
  public static Optional<DagNode> decode(byte[] block) {
    try {
      DagNode node = read(new ProtobufReader(block), new ArrayList<>());
      return Arrays.equals(node.encode(), block) ? Optional.of(node) : Optional.empty();
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  /// Where in the block the digest of each link's CID begins, in the order of the links.
  ///
  /// Between what stands before and what stands after it, the 32 bytes of a digest are all that a
  /// directory says of a child's content; proofs are made of such pairs.
  ///
  /// @throws IllegalArgumentException if the block does not decode
  public static List<Integer> digestOffsets(byte[] block) {
    List<Integer> offsets = new ArrayList<>();
    try {
      read(new ProtobufReader(block), offsets);
      return List.copyOf(offsets);
    } catch (Malformed e) {
      throw new IllegalArgumentException("not a dag-pb block", e);
    }
  }

  private static DagNode read(ProtobufReader reader, List<Integer> offsets) throws Malformed {
    List<DagLink> links = new ArrayList<>();
    byte[] data = {};
    while (reader.hasMore()) {
      switch (reader.tag()) {
        case NODE_LINK -> links.add(readLink(reader.message(), offsets));
        case NODE_DATA -> data = reader.bytes();
        default -> throw new Malformed("unknown field in a node");
      }
    }
    return new DagNode(links, data);
  }

  private static DagLink readLink(ProtobufReader reader, List<Integer> offsets) throws Malformed {
    expect(reader, LINK_CID);
    Cid cid = Cid.ofBytes(reader.bytes()).orElseThrow(() -> new Malformed("unknown kind of CID"));
    offsets.add(reader.position() - DIGEST_LENGTH);
    expect(reader, LINK_NAME);
    String name = new String(reader.bytes(), StandardCharsets.UTF_8);
    expect(reader, LINK_SIZE);
    long size = reader.number();
    if (reader.hasMore()) {
      throw new Malformed("unknown field in a link");
    }
    return new DagLink(cid, name, size);
  }

  private static void expect(ProtobufReader reader, int tag) throws Malformed {
    if (reader.tag() != tag) {
      throw new Malformed("a field of a link is missing");
    }
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
