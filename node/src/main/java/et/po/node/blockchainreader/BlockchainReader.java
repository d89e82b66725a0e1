package et.po.node.blockchainreader;

import et.po.node.Role;
import et.po.node.bitcoin.BitcoinNode;
import et.po.node.bitcoin.BitcoinNode.Chain;
import et.po.node.bitcoin.BitcoinNode.Tip;
import et.po.node.bitcoin.BitcoinProblem;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.bitcoin.BitcoinProblemException;
import et.po.node.bitcoin.ChainCheck;
import et.po.node.blockchainreader.ChainRecord.Recorded;
import et.po.node.database.Database;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messaging.Messaging;
import et.po.node.messaging.TryLaterException;
import et.po.node.tasks.RepeatedTask;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Role: reads every block of the best chain and tells of the anchors in it; undoes what a
/// reorganisation took back.
public final class BlockchainReader implements Role {
  private final BlockchainReaderSettings settings;
  private final ChainCheck check;
  private final Database database;
  private final ChainRecord record;
  private final BitcoinNode bitcoin;
  private final BlocksAhead blocks;
  private final RepeatedTask task;
  private volatile List<BitcoinProblem> problems = List.of();

  public BlockchainReader(
      BlockchainReaderSettings settings,
      ChainCheck check,
      Database database,
      Messaging messaging,
      BitcoinNode bitcoin) {
    this.settings = settings;
    this.check = check;
    this.database = database;
    this.record = new ChainRecord(database, messaging);
    this.bitcoin = bitcoin;
    this.blocks = new BlocksAhead(bitcoin);
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
    return task.problem().or(() -> problems.stream().findFirst().map(BitcoinProblem::sentence));
  }

  /// Why blocks are not read, or not all or not the latest.
  public List<BitcoinProblem> bitcoinProblems() {
    return problems;
  }

  /// One process at a time: two would record the same block, or one what the other just undid.
  boolean step() throws SQLException {
    try {
      Optional<Boolean> read = database.alone(name(), this::read);
      if (read.isEmpty()) {
        // Another is at it, and has the problems as well.
        problems = List.of();
      }
      return read.orElse(false);
    } catch (BitcoinProblemException e) {
      problems = List.of(e.problem());
      throw e;
    }
  }

  private boolean read() throws SQLException {
    Chain chain = bitcoin.chain();
    check.requireNetwork(chain);
    Optional<Recorded> last = record.last();
    problems = look(chain);
    if (last.isPresent() && !isOnBestChain(last.get())) {
      requireCaughtUp(chain.tip(), last.get());
      record.undo(last.get(), ancestor(last.get()));
      return true;
    }
    List<BlockRead> read = blocks.follow(last, next(chain, last), chain.tip().height());
    if (!read.isEmpty()) {
      record.append(last, read);
    }
    return !read.isEmpty();
  }

  /// What does not keep from reading, but makes that not all is seen.
  private List<BitcoinProblem> look(Chain chain) throws SQLException {
    List<BitcoinProblem> found = new ArrayList<>();
    check.behind(chain).ifPresent(found::add);
    Optional<Recorded> first = record.first();
    if (chain.firstBlock().isPresent()
        && first.isPresent()
        && first.get().height() > settings.startHeight()) {
      found.add(
          new BitcoinProblem(
              Kind.PRUNED,
              "the Bitcoin node had pruned the blocks below %d: works anchored there are not seen (NODE_BLOCKCHAIN_READER_START_HEIGHT is %d)"
                  .formatted(first.get().height(), settings.startHeight())));
    }
    return List.copyOf(found);
  }

  /// The height to go on with. Of a pruned node an empty database reads what is there.
  private int next(Chain chain, Optional<Recorded> last) {
    int there = chain.firstBlock().orElse(0);
    if (last.isEmpty()) {
      return Math.max(settings.startHeight(), there);
    }
    int next = last.get().height() + 1;
    if (next < there) {
      throw new BitcoinProblemException(
          Kind.PRUNED,
          "the blocks %d to %d are to be read, and the Bitcoin node has pruned them: NODE_BITCOIN_URL has to name one that has them"
              .formatted(next, there - 1));
    }
    return next;
  }

  /// A node that was restarted or exchanged may be behind on the very chain that was read: then
  /// there is nothing to undo.
  private void requireCaughtUp(Tip tip, Recorded last) throws SQLException {
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

  /// The last block that is in the chain still. Where it is before all that was read, it is the one
  /// before them.
  private Recorded ancestor(Recorded last) throws SQLException {
    for (int height = last.height() - 1;
        height >= last.height() - ChainCheck.DEEPEST_REORGANISATION;
        height--) {
      Optional<Recorded> recorded = record.at(height);
      if (recorded.isEmpty()) {
        return new Recorded(height, bitcoin.hashAt(height).orElse(""));
      }
      if (isOnBestChain(recorded.get())) {
        return recorded.get();
      }
    }
    throw new BitcoinProblemException(
        Kind.DEEP_REORGANISATION,
        "the chain that was read up to block %d (%s) is not the one the Bitcoin node has, and they do not meet within %d blocks: nothing is read until it has that chain again"
            .formatted(last.height(), last.hash(), ChainCheck.DEEPEST_REORGANISATION));
  }
}
