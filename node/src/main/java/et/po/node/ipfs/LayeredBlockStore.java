package et.po.node.ipfs;

import et.po.node.messaging.TryLaterException;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Our own store first, others after it, in this order; what they gave is kept.
public final class LayeredBlockStore implements BlockStore {
  private final BlockStore own;
  private final List<BlockSource> others;

  public LayeredBlockStore(BlockStore own, BlockSource... others) {
    this(own, List.of(others));
  }

  public LayeredBlockStore(BlockStore own, List<? extends BlockSource> others) {
    this.own = own;
    this.others = List.copyOf(others);
  }

  @Override
  public void store(Collection<Block> blocks) {
    own.store(blocks);
  }

  /// When our own store is away, or somebody else was not asked, that is said only where nobody has
  /// the block.
  @Override
  public Optional<Block> fetch(Cid cid) {
    Optional<TryLaterException> away = Optional.empty();
    try {
      Optional<Block> block = own.fetch(cid);
      if (block.isPresent()) {
        return block;
      }
    } catch (TryLaterException e) {
      away = Optional.of(e);
    }
    for (BlockSource other : others) {
      try {
        Optional<Block> block = other.fetch(cid);
        if (block.isPresent()) {
          own.store(List.of(block.get()));
          return block;
        }
      } catch (NotAskedException e) {
        away = away.or(() -> Optional.of(e));
      }
    }
    if (away.isPresent()) {
      throw away.get();
    }
    return Optional.empty();
  }

  /// Some of those that our own store did not give are asked of the others, a few at once; the rest
  /// is left to [#fetch].
  @Override
  public Map<Cid, Block> fetchAll(Collection<Cid> cids) {
    Map<Cid, Block> blocks = new HashMap<>();
    Optional<TryLaterException> away = Optional.empty();
    try {
      blocks.putAll(own.fetchAll(cids));
    } catch (TryLaterException e) {
      away = Optional.of(e);
    }
    for (BlockSource other : others) {
      List<Cid> missing = cids.stream().filter(cid -> !blocks.containsKey(cid)).toList();
      List<Block> found = other.fetchSome(missing);
      own.store(found);
      found.forEach(block -> blocks.put(block.cid(), block));
    }
    if (blocks.isEmpty() && away.isPresent()) {
      throw away.get();
    }
    return blocks;
  }

  @Override
  public void prefetch(Cid root) {
    own.prefetch(root);
  }
}
