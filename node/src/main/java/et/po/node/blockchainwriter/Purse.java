package et.po.node.blockchainwriter;

import et.po.node.bitcoin.BitcoinNode;
import et.po.node.bitcoin.BitcoinNode.Coin;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.bitcoin.BitcoinProblemException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The wallet's coins, of which one is chosen.
final class Purse {
  /// Change below this is not relayed, of whatever kind.
  static final long DUST = 546;

  /// So many transactions may wait in a row, the last included (Core's -limitancestorcount).
  private static final int LONGEST_ROW = 25;

  private final BitcoinNode bitcoin;
  private final AnchorJournal journal;

  Purse(BitcoinNode bitcoin, AnchorJournal journal) {
    this.bitcoin = bitcoin;
    this.journal = journal;
  }

  /// The change of a transaction of ours, where it is there, large enough, and free.
  Optional<Coin> changeOf(String transactionId, long least) throws SQLException {
    Set<String> inUse = journal.coinsInUse();
    return bitcoin.coins(least).stream()
        .filter(coin -> coin.transactionId().equals(transactionId))
        .filter(coin -> !inUse.contains(coin.transactionId() + ":" + coin.output()))
        .findFirst();
  }

  /// A coin that no other anchor spends: a confirmed one if there is one, else the one with the
  /// fewest transactions before it; the largest of those. One coin, so that the transaction stays
  /// small enough for a timestamp proof.
  ///
  /// @param least satoshis that it has to have
  Coin choose(long least) throws SQLException {
    List<Coin> large = bitcoin.coins(least);
    if (large.isEmpty()) {
      throw new BitcoinProblemException(
          Kind.NO_COIN,
          "the Bitcoin wallet has no coin that pays for an anchor: it takes one of %d satoshis at least"
              .formatted(least));
    }
    Set<String> inUse = journal.coinsInUse();
    Set<String> unsettled = journal.unsettled();
    return large.stream()
        .filter(coin -> !inUse.contains(coin.transactionId() + ":" + coin.output()))
        .filter(coin -> !unsettled.contains(coin.transactionId()))
        .filter(coin -> coin.behind().count() < LONGEST_ROW)
        .max(
            Comparator.<Coin>comparingInt(coin -> coin.confirmations() > 0 ? 1 : 0)
                .thenComparing(coin -> coin.behind().count(), Comparator.reverseOrder())
                .thenComparingLong(Coin::satoshis))
        .orElseThrow(() ->
            new BitcoinProblemException(
                Kind.UNCONFIRMED_CHAIN,
                "every coin of the Bitcoin wallet is the change of a transaction that waits, and no more may build on it: the next batch waits for a block"));
  }
}
