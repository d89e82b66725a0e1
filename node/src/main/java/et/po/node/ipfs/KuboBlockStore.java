package et.po.node.ipfs;

import et.po.node.messaging.TryLaterException;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The blocks that one IPFS node has itself.
///
/// What is stored here is not pinned: the node may drop it again, unless a root above it is pinned
/// ([NodePins]).
final class KuboBlockStore implements BlockStore {
  /// Enough to keep a node on the same machine busy.
  private static final int AT_ONCE = 16;

  /// Bounds the memory of one answer.
  private static final int BYTES_IN_AN_ANSWER = 16 * 1024 * 1024;

  private final KuboRpc node;

  KuboBlockStore(KuboRpc node) {
    this.node = node;
  }

  /// Reads them back, for a node that believes to have a block does not write it again.
  @Override
  public void store(Collection<Block> blocks) {
    SoundBlocks.require(blocks);
    if (blocks.isEmpty()) {
      return;
    }
    bring(blocks);
    List<Block> all = List.copyOf(blocks);
    List<Boolean> right = AtOnce.map(AT_ONCE, all, block -> fetch(block.cid()).isPresent());
    for (int i = 0; i < all.size(); i++) {
      if (!right.get(i)) {
        replace(all.get(i));
      }
    }
  }

  /// As raw blocks, which are taken unread: a node tells blocks apart by their digest.
  private void bring(Collection<Block> blocks) {
    List<Block> raw =
        blocks.stream().map(b -> new Block(Cid.raw(b.cid().digest()), b.data())).toList();
    node.bring(raw.getFirst().cid(), raw, false);
  }

  /// What is pinned may not be removed, so that its root is unpinned meanwhile.
  private void replace(Block block) {
    List<Cid> roots = new ArrayList<>();
    for (Optional<String> why = node.remove(block.cid());
        why.isPresent();
        why = node.remove(block.cid())) {
      Cid root = rootIn(why.get(), block.cid());
      node.unpin(root);
      roots.add(root);
    }
    bring(List.of(block));
    roots.forEach(node::pin);
  }

  /// `pinned via <root>`, or `pinned: recursive` for the root itself.
  private Cid rootIn(String why, Cid block) {
    Optional<Cid> root =
        why.equals("pinned: recursive")
            ? Optional.of(block)
            : Cid.parse(why.replaceFirst("^pinned via ", ""));
    return root.orElseThrow(() ->
        new TryLaterException(
            "the IPFS node " + node.name() + " keeps wrong bytes of " + block + ": " + why));
  }

  /// Empty also when what the node has is not the block.
  @Override
  public Optional<Block> fetch(Cid cid) {
    return node.ownBlock(cid).map(data -> new Block(cid, data)).filter(Block::isIntact);
  }

  @Override
  public Map<Cid, Block> fetchAll(Collection<Cid> cids) {
    Map<Cid, Block> blocks = read(cids);
    blocks.values().removeIf(block -> !block.isIntact());
    return blocks;
  }

  /// As [#fetchAll], with what the node has instead of a block that rotted.
  Map<Cid, Block> read(Collection<Cid> cids) {
    AtomicLong bytes = new AtomicLong();
    List<Cid> wanted = cids.stream().distinct().toList();
    Map<Cid, Block> blocks = new HashMap<>();
    AtOnce.map(AT_ONCE, wanted, cid -> within(bytes, cid))
        .forEach(found -> found.ifPresent(block -> blocks.put(block.cid(), block)));
    return blocks;
  }

  private Optional<Block> within(AtomicLong bytes, Cid cid) {
    if (bytes.get() > BYTES_IN_AN_ANSWER) {
      return Optional.empty();
    }
    Optional<Block> block = node.ownBlock(cid).map(data -> new Block(cid, data));
    block.ifPresent(found -> bytes.addAndGet(found.data().length));
    return block;
  }
}
