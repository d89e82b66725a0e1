package et.po.node.ipfs;

import et.po.node.testing.InMemoryBlocks;
import et.po.protocol.ipfs.Cid;

class InMemoryBlocksTest extends BlockStoreContract {
  private final InMemoryBlocks store = new InMemoryBlocks();

  @Override
  BlockStore store() {
    return store;
  }

  @Override
  void rot(Cid cid) {
    store.rot(cid);
  }
}
