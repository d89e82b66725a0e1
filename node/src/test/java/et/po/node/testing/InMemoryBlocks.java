package et.po.node.testing;

import et.po.node.ipfs.BlockStore;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.ipfs.VerifiedBlocks;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Blocks in memory, for tests: strict about what may be stored.
public final class InMemoryBlocks implements BlockStore {
  private final Map<Sha256, byte[]> blocks = new ConcurrentHashMap<>();

  @Override
  public void store(Collection<Block> stored) {
    for (Block block : stored) {
      if (block.data().length > VerifiedBlocks.MAX_BLOCK_SIZE) {
        throw new IllegalArgumentException("too large: " + block.cid());
      }
      if (!block.isIntact()) {
        throw new IllegalArgumentException("not the bytes of " + block.cid());
      }
    }
    stored.forEach(block -> blocks.put(block.cid().digest(), block.data()));
  }

  @Override
  public Optional<Block> fetch(Cid cid) {
    return Optional.ofNullable(blocks.get(cid.digest()))
        .filter(data -> Sha256.of(data).equals(cid.digest()))
        .map(data -> new Block(cid, data));
  }

  /// As if it had never been stored.
  public void lose(Cid cid) {
    blocks.remove(cid.digest());
  }

  /// What a disk may do.
  public void rot(Cid cid) {
    blocks.computeIfPresent(cid.digest(), (_, data) -> new byte[data.length + 1]);
  }

  public int size() {
    return blocks.size();
  }
}
