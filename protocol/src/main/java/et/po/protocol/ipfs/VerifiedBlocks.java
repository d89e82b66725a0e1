package et.po.protocol.ipfs;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A source of blocks, believed only as far as its bytes hash to the CID asked for.
public record VerifiedBlocks(Function<Cid, Optional<Block>> source) {
  /// What any IPFS node is sure to pass on, in bytes.
  public static final int MAX_BLOCK_SIZE = 2 * 1024 * 1024;

  /// The block's bytes.
  public byte[] fetch(Cid cid) throws MissingBlockException, MalformedDagException {
    byte[] data =
        source.apply(cid).map(Block::data).orElseThrow(() -> new MissingBlockException(cid));
    if (!Sha256.of(data).equals(cid.digest())) {
      throw new MissingBlockException(cid);
    }
    if (data.length > MAX_BLOCK_SIZE) {
      throw new MalformedDagException("block " + cid + " is over " + MAX_BLOCK_SIZE + " bytes");
    }
    return data;
  }

  DagNode fetchNode(Cid cid) throws MissingBlockException, MalformedDagException {
    if (cid.codec() != Cid.Codec.DAG_PB) {
      throw new MalformedDagException(cid + " is not a dag-pb block");
    }
    return DagNode.decode(fetch(cid))
        .orElseThrow(
            () -> new MalformedDagException("block " + cid + " is not well-formed dag-pb"));
  }

  /// A plain directory's node; its names differ from each other.
  public DagNode fetchDirectory(Cid cid) throws MissingBlockException, MalformedDagException {
    DagNode node = fetchNode(cid);
    boolean directory =
        UnixFsNode.decode(node.data())
            .filter(entry -> entry.type() == UnixFsNode.Type.DIRECTORY)
            .isPresent();
    if (!directory) {
      throw new MalformedDagException(cid + " is not a plain directory");
    }
    long names = node.links().stream().map(DagLink::name).distinct().count();
    if (names != node.links().size()) {
      throw new MalformedDagException("directory " + cid + " has a name twice");
    }
    return node;
  }

  /// What the block links to; a raw block has no links.
  public List<DagLink> links(Cid cid) throws MissingBlockException, MalformedDagException {
    return cid.codec() == Cid.Codec.RAW ? List.of() : fetchNode(cid).links();
  }
}
