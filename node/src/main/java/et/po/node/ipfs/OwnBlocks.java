package et.po.node.ipfs;

import et.po.node.messaging.TryLaterException;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The blocks that this operator has: those in the database, and those that his IPFS nodes have
/// without asking anybody. What is stored goes into the database, from where [NodePins] brings it
/// to the nodes.
public final class OwnBlocks implements BlockStore {
  private static final Logger LOG = Logger.getLogger(OwnBlocks.class);

  private final BlockStore database;
  private final IpfsNodes nodes;

  public OwnBlocks(BlockStore database, IpfsNodes nodes) {
    this.database = database;
    this.nodes = nodes;
  }

  @Override
  public void store(Collection<Block> blocks) {
    database.store(blocks);
  }

  @Override
  public Optional<Block> fetch(Cid cid) {
    return database.fetch(cid).or(() -> nodes.fetch(cid));
  }

  /// What the database has is given also when no node answers.
  @Override
  public Map<Cid, Block> fetchAll(Collection<Cid> cids) {
    Map<Cid, Block> blocks = new HashMap<>(database.fetchAll(cids));
    List<Cid> missing = cids.stream().filter(cid -> !blocks.containsKey(cid)).toList();
    try {
      blocks.putAll(nodes.fetchAll(missing));
    } catch (TryLaterException e) {
      if (blocks.isEmpty()) {
        throw e;
      }
    }
    return blocks;
  }

  /// Brings everything below the root into the database, from the first node that has it all.
  @Override
  public void prefetch(Cid root) {
    try {
      if (database.fetch(root).isEmpty()) {
        nodes.prefetch(root, database);
      }
    } catch (TryLaterException e) {
      LOG.debugf("%s was not prefetched: %s", root, e.getMessage());
    }
  }
}
