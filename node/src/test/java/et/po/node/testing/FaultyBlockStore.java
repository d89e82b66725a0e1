package et.po.node.testing;

import et.po.node.ipfs.BlockStore;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.testkit.Fault;
import java.util.Collection;
import java.util.Optional;

/// A block store whose storing is a step of a [Fault].
public record FaultyBlockStore(BlockStore real, Fault fault) implements BlockStore {
  @Override
  public void store(Collection<Block> blocks) {
    fault.step(
        "store blocks",
        () -> {
          real.store(blocks);
          return true;
        });
  }

  @Override
  public Optional<Block> fetch(Cid cid) {
    return real.fetch(cid);
  }
}
