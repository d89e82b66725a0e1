package et.po.node.ipfs;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Our own store first, other people's gateways after it; what they gave is kept.
public final class LayeredBlockStore implements BlockStore {
  private final BlockStore own;
  private final GatewaySource others;

  public LayeredBlockStore(BlockStore own, GatewaySource others) {
    this.own = own;
    this.others = others;
  }

  @Override
  public void store(Collection<Block> blocks) {
    own.store(blocks);
  }

  @Override
  public Optional<Block> fetch(Cid cid) {
    return own.fetch(cid)
        .or(() -> {
          Optional<Block> block = others.fetch(cid);
          block.ifPresent(found -> own.store(List.of(found)));
          return block;
        });
  }

  /// Some of those that our own store did not give are asked of the others, a few at once; the rest
  /// is left to [#fetch].
  @Override
  public Map<Cid, Block> fetchAll(Collection<Cid> cids) {
    Map<Cid, Block> blocks = new HashMap<>(own.fetchAll(cids));
    List<Cid> missing = cids.stream().filter(cid -> !blocks.containsKey(cid)).toList();
    if (!missing.isEmpty()) {
      List<Block> found = others.fetchSome(missing);
      own.store(found);
      found.forEach(block -> blocks.put(block.cid(), block));
    }
    return blocks;
  }
}
