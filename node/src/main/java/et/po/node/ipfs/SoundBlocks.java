package et.po.node.ipfs;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.VerifiedBlocks;
import java.util.Collection;

/// What may be stored.
final class SoundBlocks {
  private SoundBlocks() {}

  /// @throws IllegalArgumentException if one is not what its CID says, or too large
  static void require(Collection<Block> blocks) {
    blocks.forEach(SoundBlocks::require);
  }

  private static void require(Block block) {
    if (block.data().length > VerifiedBlocks.MAX_BLOCK_SIZE) {
      throw new IllegalArgumentException("the block " + block.cid() + " is too large for IPFS");
    }
    if (!block.isIntact()) {
      throw new IllegalArgumentException("these are not the bytes of " + block.cid());
    }
  }
}
