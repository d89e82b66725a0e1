package et.po.node.bitcoin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// A Bitcoin node with a wallet. Hashes and transaction ids are hex as people write them; amounts
/// are satoshis, rates satoshis a virtual byte.
///
/// A node that is away, or still starting, and a wallet that is not loaded or locked, throw
/// [BitcoinProblemException].
public interface BitcoinNode {
  /// The best chain, and how far the node is with it.
  Chain chain();

  /// @param network as the node calls it
  /// @param headers the height of the longest chain that the node has heard of
  /// @param firstBlock the lowest block that a pruned node still has; empty when it has all
  record Chain(
      String network,
      Tip tip,
      int headers,
      Instant tipTime,
      boolean initialDownload,
      OptionalInt firstBlock) {}

  /// The best chain's end.
  default Tip tip() {
    return chain().tip();
  }

  record Tip(int height, String hash) {}

  /// The hash of the best chain's block at the height; empty above the tip.
  Optional<String> hashAt(int height);

  /// The block as it is serialised on the network.
  byte[] fetchBlock(String hash);

  /// Coins that the wallet can spend now, its own unconfirmed change included: a thousand at most,
  /// for anybody can send a wallet as many small ones as he likes.
  ///
  /// @param least satoshis that each has
  List<Coin> coins(long least);

  /// Satoshis that the wallet can spend now, of all its coins.
  long balance();

  /// @param behind the transactions that have to be mined before it, its own included; none for a
  ///   coin in a block
  record Coin(
      String transactionId, int output, long satoshis, int confirmations, Unconfirmed behind) {}

  /// Transactions that wait for a block, together.
  record Unconfirmed(int count, long size, long fees) {
    public static final Unconfirmed NONE = new Unconfirmed(0, 0, 0);
  }

  /// Whether the wallet can sign nothing before somebody gives its passphrase.
  boolean isLocked();

  /// Where change goes.
  String changeAddress();

  Fees fees();

  /// @param estimate for a confirmation within a few blocks; empty when the node has none
  /// @param lowest below which it takes nothing now
  /// @param step that a replacement pays more, at least
  record Fees(OptionalDouble estimate, double lowest, double step) {}

  /// A transaction that spends the coin on a data output and change, signed by the wallet but not
  /// sent. The coin may be one that a transaction spends which is not mined.
  ///
  /// @param change satoshis that return to the wallet; the rest is the fee
  SignedTransaction sign(Coin coin, byte[] data, String changeAddress, long change);

  /// @param virtualSize in virtual bytes; another signature of the same may differ by one, seldom
  ///   by more
  record SignedTransaction(String id, byte[] bytes, int virtualSize) {}

  /// Sends, or sends again: a transaction that the node already knows, in a block or waiting, is
  /// fine.
  Sending send(byte[] transaction);

  /// Whether it is in a block of the best chain, or waits for one. Of those in blocks only the
  /// wallet's own are found.
  boolean knows(String transactionId);

  /// The height of the best chain's block that it is in, as far as [#knows(String)] finds it.
  OptionalInt minedAt(String transactionId);

  /// A transaction that waits for a block; empty when the node knows of none such.
  Optional<Waiting> waiting(String transactionId);

  /// @param before those that have to be mined before it
  /// @param isLast whether nothing builds on it
  record Waiting(long fee, int virtualSize, Unconfirmed before, boolean isLast) {}

  /// What operators want to know of the node and its wallet.
  ///
  /// @param lowBalance in bitcoin, below which the wallet is called low
  Report report(double lowBalance);

  /// @param parts JSON texts by name: `blockchainInfo`, `networkInfo`, `walletInfo`,
  ///   `estimatedSmartFeeInfo`
  record Report(Map<String, String> parts) {
    public Report {
      parts = Map.copyOf(parts);
    }
  }

  /// What became of a transaction that was sent.
  sealed interface Sending {
    record Known() implements Sending {}

    /// The coin it spends is not there: spent by another, or the transaction that made it is
    /// unknown to the node.
    record CoinMissing(String because) implements Sending {}

    /// Valid perhaps, but not wanted now, such as for its fee.
    record Refused(String because) implements Sending {}
  }
}
