package et.po.node.batchreader;

import et.po.node.ipfs.BlockStore;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.DagLink;
import et.po.protocol.ipfs.MalformedDagException;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.VerifiedBlocks;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The directories of a batch, asked for from the root down: those below one come in one step.
final class Directories {
  /// A directory of ours has half as many below it.
  private static final int AHEAD = 64;

  /// Ours have less; more is not kept in memory before it is asked for.
  private static final int LARGEST = 64 * 1024;

  private final BlockStore blocks;
  private final Map<Cid, Block> ahead = new HashMap<>();

  Directories(BlockStore blocks) {
    this.blocks = blocks;
  }

  Optional<Block> fetch(Cid cid) {
    Optional<Block> block = Optional.ofNullable(ahead.remove(cid)).or(() -> blocks.fetch(cid));
    block.ifPresent(this::lookBelow);
    return block;
  }

  private void lookBelow(Block directory) {
    List<Cid> below = below(directory);
    if (below.size() > 1) {
      Collection<Block> found = blocks.fetchAll(below).values();
      found.stream()
          .filter(block -> block.data().length <= LARGEST)
          .forEach(block -> ahead.put(block.cid(), block));
    }
  }

  /// What is no directory has nothing below it here; whoever reads it says so.
  private static List<Cid> below(Block directory) {
    try {
      return new VerifiedBlocks(_ -> Optional.of(directory))
          .links(directory.cid()).stream()
              .map(DagLink::cid)
              .filter(cid -> cid.codec() == Cid.Codec.DAG_PB)
              .distinct()
              .limit(AHEAD)
              .toList();
    } catch (MissingBlockException | MalformedDagException e) {
      return List.of();
    }
  }
}
