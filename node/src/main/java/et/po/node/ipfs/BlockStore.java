package et.po.node.ipfs;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Content-addressed blocks, as IPFS keeps them.
///
/// An implementer checks that a block's bytes hash to its CID, in both directions: it never stores,
/// and never hands out, a block that does not. A store that is away throws
/// [et.po.node.messaging.TryLaterException].
public interface BlockStore {
  /// Stores all blocks, durably when this returns. Storing a block again changes nothing.
  void store(Collection<Block> blocks);

  /// The block, from here or from a source behind this store; empty when nobody asked has it.
  Optional<Block> fetch(Cid cid);

  /// Those of the blocks that can be had; the same as fetching each, but in fewer steps where the
  /// store has them.
  default Map<Cid, Block> fetchAll(Collection<Cid> cids) {
    Map<Cid, Block> blocks = new HashMap<>();
    for (Cid cid : cids) {
      fetch(cid).ifPresent(block -> blocks.put(cid, block));
    }
    return blocks;
  }
}
