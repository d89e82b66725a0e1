package et.po.node.blockchainwriter;

import et.po.node.bitcoin.BitcoinNode;
import et.po.node.bitcoin.BitcoinNode.Chain;
import et.po.node.bitcoin.BitcoinProblem;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.bitcoin.BitcoinProblemException;
import et.po.node.bitcoin.ChainCheck;
import et.po.node.blockchainwriter.AnchorJournal.Standing;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Looks at node and wallet also when no batch waits, so that what is wrong is known before one
/// does.
final class AnchorWatch {
  private final BlockchainWriterSettings settings;
  private final ChainCheck check;
  private final long dailyCap;
  private final AnchorJournal journal;
  private final BitcoinNode bitcoin;
  private final boolean writes;
  private volatile List<BitcoinProblem> problems = List.of();
  private volatile AnchorFigures figures = AnchorFigures.NONE;

  AnchorWatch(
      BlockchainWriterSettings settings,
      ChainCheck check,
      long dailyCap,
      AnchorJournal journal,
      BitcoinNode bitcoin,
      boolean writes) {
    this.settings = settings;
    this.check = check;
    this.dailyCap = dailyCap;
    this.journal = journal;
    this.bitcoin = bitcoin;
    this.writes = writes;
  }

  List<BitcoinProblem> problems() {
    return problems;
  }

  AnchorFigures figures() {
    return figures;
  }

  /// Never more to do at once.
  boolean look() throws SQLException {
    List<BitcoinProblem> found = new ArrayList<>();
    try {
      look(found);
    } catch (BitcoinProblemException e) {
      found.add(e.problem());
    }
    problems = List.copyOf(found);
    return false;
  }

  private void look(List<BitcoinProblem> found) throws SQLException {
    Chain chain = bitcoin.chain();
    check.requireNetwork(chain);
    check.behind(chain).ifPresent(found::add);
    found.addAll(journal.held());
    Standing standing = journal.standing(chain.tip().height(), settings.confirmations());
    boolean concerned = writes && (standing.waiting() > 0 || hasWallet());
    long balance = concerned ? bitcoin.balance() : 0;
    figures =
        new AnchorFigures(
            chain.tip().height(),
            Duration.between(chain.tipTime(), Instant.now()).toSeconds(),
            balance,
            journal.spentLastDay(),
            dailyCap,
            standing.waiting(),
            standing.unmined(),
            standing.shallow(),
            standing.oldestSeconds());
    if (concerned) {
      lookAtWallet(balance, found);
    }
  }

  /// A node that only reads has none, and needs none.
  private boolean hasWallet() {
    try {
      bitcoin.isLocked();
      return true;
    } catch (BitcoinProblemException e) {
      if (e.problem().kind() == Kind.WALLET_NOT_LOADED || e.problem().kind() == Kind.NODE_REFUSES) {
        return false;
      }
      throw e;
    }
  }

  private void lookAtWallet(long balance, List<BitcoinProblem> found) {
    if (bitcoin.isLocked()) {
      found.add(
          new BitcoinProblem(
              Kind.WALLET_LOCKED,
              "the Bitcoin wallet is locked: its owner unlocks it with walletpassphrase, for the node does not know the passphrase"));
    }
    if (balance < settings.lowBalance()) {
      found.add(
          new BitcoinProblem(
              Kind.LOW_BALANCE,
              "the Bitcoin wallet has %d satoshis left, and NODE_BLOCKCHAIN_WRITER_LOW_BALANCE is %d: send it some"
                  .formatted(balance, settings.lowBalance())));
    }
  }
}
