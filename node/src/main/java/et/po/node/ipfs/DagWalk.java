package et.po.node.ipfs;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.DagLink;
import et.po.protocol.ipfs.MalformedDagException;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.VerifiedBlocks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/// Everything below a root of ours, parents before children, each block once; many are fetched at a
/// time, and few are in memory.
///
/// Throws [BrokenDagException] at a block that cannot be had.
record DagWalk(Cid root, BlockStore blocks) implements Iterable<Block> {
  private static final int AT_ONCE = 500;

  @Override
  public Iterator<Block> iterator() {
    return new Walk();
  }

  private final class Walk implements Iterator<Block> {
    private final Deque<Cid> open = new ArrayDeque<>(List.of(root));
    private final Set<Cid> seen = new HashSet<>(List.of(root));
    private final Deque<Block> fetched = new ArrayDeque<>();

    @Override
    public boolean hasNext() {
      return !fetched.isEmpty() || !open.isEmpty();
    }

    @Override
    public Block next() {
      if (fetched.isEmpty()) {
        fetch();
      }
      Block block = fetched.poll();
      if (block == null) {
        throw new NoSuchElementException();
      }
      return block;
    }

    private void fetch() {
      List<Cid> some = new ArrayList<>();
      while (some.size() < AT_ONCE && !open.isEmpty()) {
        some.add(open.pop());
      }
      Map<Cid, Block> found = blocks.fetchAll(some);
      for (int i = 0; i < some.size(); i++) {
        Block block = found.get(some.get(i));
        if (block == null && i > 0) {
          // It did not fit into the answer, or is not there: it is the first of the next.
          some.subList(i, some.size()).reversed().forEach(open::push);
          return;
        }
        take(block == null ? fetch(some.get(i)) : block);
      }
    }

    private Block fetch(Cid cid) {
      return blocks.fetch(cid).orElseThrow(() -> missing(cid));
    }

    private void take(Block block) {
      fetched.add(block);
      try {
        VerifiedBlocks verified = new VerifiedBlocks(_ -> Optional.of(block));
        List<Cid> below = verified.links(block.cid()).stream().map(DagLink::cid).toList();
        below.reversed().stream().filter(seen::add).forEach(open::push);
      } catch (MissingBlockException e) {
        throw missing(block.cid());
      } catch (MalformedDagException e) {
        throw new BrokenDagException(String.valueOf(e.getMessage()));
      }
    }

    private BrokenDagException missing(Cid cid) {
      return new BrokenDagException("the block " + cid + " of " + root + " cannot be had");
    }
  }
}
