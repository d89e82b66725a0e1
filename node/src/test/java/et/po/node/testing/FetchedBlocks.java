package et.po.node.testing;

import et.po.node.ipfs.BlockStore;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/// A store of which only the fetching matters to a test.
public record FetchedBlocks(Function<Cid, Optional<Block>> source) implements BlockStore {
  @Override
  public void store(Collection<Block> blocks) {
    throw new UnsupportedOperationException("nothing is stored here");
  }

  @Override
  public Optional<Block> fetch(Cid cid) {
    return source.apply(cid);
  }
}
