package et.po.node.blockchainreader;

import et.po.node.Role;
import et.po.node.bitcoin.BitcoinNode;
import et.po.node.bitcoin.BitcoinNode.Tip;
import et.po.node.blockchainreader.ChainRecord.Recorded;
import et.po.node.database.Database;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messaging.Messaging;
import et.po.node.messaging.TryLaterException;
import et.po.node.tasks.BrokenInvariantException;
import et.po.node.tasks.RepeatedTask;
import et.po.protocol.bitcoin.BitcoinBlock;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Role: reads every block of the best chain and tells of the anchors in it; undoes what a
/// reorganisation took back.
public final class BlockchainReader implements Role {
  /// Blocks in one transaction of ours while catching up.
  private static final int BLOCKS_AT_ONCE = 100;

  /// No further blocks in that transaction once it has so many anchors, for they are in memory.
  private static final int ANCHORS_AT_ONCE = 1000;

  /// A deeper reorganisation than this is no accident, and a person should look.
  private static final int DEEPEST_REORGANISATION = 100;

  private final BlockchainReaderSettings settings;
  private final Database database;
  private final ChainRecord record;
  private final BitcoinNode bitcoin;
  private final RepeatedTask task;

  public BlockchainReader(
      BlockchainReaderSettings settings,
      Database database,
      Messaging messaging,
      BitcoinNode bitcoin) {
    this.settings = settings;
    this.database = database;
    this.record = new ChainRecord(database, messaging);
    this.bitcoin = bitcoin;
    this.task = new RepeatedTask(name(), settings.interval(), this::step);
  }

  @Override
  public String name() {
    return "blockchain-reader";
  }

  @Override
  public void start() {
    task.start();
  }

  @Override
  public void stop() {
    task.stop();
  }

  @Override
  public Optional<String> problem() {
    return task.problem();
  }

  /// One process at a time: two would record the same block, or one what the other just undid.
  boolean step() throws SQLException {
    return database.alone(name(), this::read).orElse(false);
  }

  private boolean read() throws SQLException {
    Optional<Recorded> last = record.last();
    if (last.isPresent() && !isOnBestChain(last.get())) {
      requireCaughtUp(last.get());
      record.undo(commonAncestor(last.get()));
      return true;
    }
    List<BlockRead> blocks = follow(last);
    if (!blocks.isEmpty()) {
      record.append(last, blocks);
    }
    return !blocks.isEmpty();
  }

  /// A node that was restarted or exchanged may be behind on the very chain that was read: then
  /// there is nothing to undo.
  private void requireCaughtUp(Recorded last) throws SQLException {
    Tip tip = bitcoin.tip();
    if (tip.height() < last.height()) {
      Optional<Recorded> recorded = record.at(tip.height());
      if (recorded.isEmpty() || recorded.get().hash().equals(tip.hash())) {
        throw new TryLaterException(
            "the Bitcoin node is at block %d, and block %d was read already: it has to catch up"
                .formatted(tip.height(), last.height()));
      }
    }
  }

  private boolean isOnBestChain(Recorded recorded) {
    return bitcoin.hashAt(recorded.height()).filter(recorded.hash()::equals).isPresent();
  }

  private Recorded commonAncestor(Recorded last) throws SQLException {
    for (int height = last.height() - 1;
        height >= last.height() - DEEPEST_REORGANISATION;
        height--) {
      Optional<Recorded> recorded = record.at(height);
      if (recorded.isEmpty()) {
        break;
      }
      if (isOnBestChain(recorded.get())) {
        return recorded.get();
      }
    }
    throw new BrokenInvariantException(
        "the chain that was read up to block %d (%s) is not the one the Bitcoin node has, and they do not meet within %d blocks"
            .formatted(last.height(), last.hash(), DEEPEST_REORGANISATION));
  }

  /// The next blocks, each on top of the one before; ends early where the chain changed while we
  /// read it.
  private List<BlockRead> follow(Optional<Recorded> last) {
    List<BlockRead> blocks = new ArrayList<>();
    int height = last.map(recorded -> recorded.height() + 1).orElse(settings.startHeight());
    Optional<String> previous = last.map(Recorded::hash);
    int anchors = 0;
    while (blocks.size() < BLOCKS_AT_ONCE && anchors < ANCHORS_AT_ONCE) {
      Optional<String> hash = bitcoin.hashAt(height);
      if (hash.isEmpty()) {
        break;
      }
      BlockRead block = Anchors.read(height, fetch(hash.get()));
      if (previous.isPresent() && !previous.get().equals(block.block().previousHash())) {
        break;
      }
      blocks.add(block);
      anchors += block.anchors().size();
      previous = hash;
      height++;
    }
    return blocks;
  }

  private BitcoinBlock fetch(String hash) {
    return BitcoinBlock.parse(bitcoin.fetchBlock(hash))
        .filter(block -> block.header().hash().equals(hash))
        .orElseThrow(
            () -> new TryLaterException("the Bitcoin node's block " + hash + " is not one"));
  }
}
