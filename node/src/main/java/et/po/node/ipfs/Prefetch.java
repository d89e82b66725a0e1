package et.po.node.ipfs;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Blocks on their way from a node into the database, many in one statement, up to a bound: what is
/// below a root that strangers anchored may be anything.
///
/// The root comes last, so that having it means that all was had.
final class Prefetch {
  private static final int BLOCKS_AT_ONCE = 500;
  private static final long MOST_BLOCKS = 1_000_000;
  private static final long MOST_BYTES = 1L << 31;

  private final Cid root;
  private final BlockStore database;
  private final List<Block> some = new ArrayList<>();
  private Optional<Block> top = Optional.empty();
  private long blocks;
  private long bytes;

  Prefetch(Cid root, BlockStore database) {
    this.root = root;
    this.database = database;
  }

  /// Takes a block; false when no more are wanted.
  boolean take(Block block) {
    if (block.cid().equals(root)) {
      top = Optional.of(block);
    } else {
      some.add(block);
    }
    blocks++;
    bytes += block.data().length;
    if (some.size() == BLOCKS_AT_ONCE) {
      flush();
    }
    return blocks < MOST_BLOCKS && bytes < MOST_BYTES;
  }

  private void flush() {
    database.store(some);
    some.clear();
  }

  /// Everything was taken.
  void end() {
    flush();
    top.ifPresent(block -> database.store(List.of(block)));
  }
}
