package et.po.node.ipfs;

import et.po.node.testing.InMemoryBlocks;
import et.po.protocol.ipfs.Block;

/// The double keeps what the real ones promise.
class InMemoryBlocksTest extends BlockStoreContract {
  private final InMemoryBlocks blocks = new InMemoryBlocks();

  @Override
  BlockStore store() {
    return blocks;
  }

  @Override
  void rot(Block block) {
    blocks.rot(block.cid());
  }
}
