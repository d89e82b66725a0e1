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
/// and never hands out, a block that does not. No block is over
/// [et.po.protocol.ipfs.VerifiedBlocks#MAX_BLOCK_SIZE] bytes, for no IPFS node would pass it on. A
/// store that is away throws [et.po.node.messaging.TryLaterException].
public interface BlockStore {
  /// Stores all blocks, durably when this returns. Storing a block again changes nothing, unless
  /// what is stored has rotted, which then is whole again.
  ///
  /// @throws IllegalArgumentException if one of them is not what its CID says, or too large; then
  ///   none is stored
  void store(Collection<Block> blocks);

  /// The block, from here or from a source behind this store; empty when nobody has it.
  ///
  /// @throws NotAskedException when it was not found, and somebody was not asked
  Optional<Block> fetch(Cid cid);

  /// Blocks that can be had in fewer steps than by fetching each. What is missing here may yet be
  /// fetched: a store leaves out what would be too much at once.
  default Map<Cid, Block> fetchAll(Collection<Cid> cids) {
    Map<Cid, Block> blocks = new HashMap<>();
    for (Cid cid : cids) {
      fetch(cid).ifPresent(block -> blocks.put(cid, block));
    }
    return blocks;
  }

  /// A hint that everything below the root will be fetched next: whoever can have it in fewer steps
  /// does so. Returns when that is done or given up; never fails.
  default void prefetch(Cid root) {}
}
