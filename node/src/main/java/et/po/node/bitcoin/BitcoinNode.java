package et.po.node.bitcoin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A Bitcoin node with a wallet. Hashes and transaction ids are hex as people write them; amounts
/// are satoshis.
///
/// A node that is away, or still starting, throws [et.po.node.messaging.TryLaterException].
public interface BitcoinNode {
  /// The best chain's end.
  Tip tip();

  record Tip(int height, String hash) {}

  /// The hash of the best chain's block at the height; empty above the tip.
  Optional<String> hashAt(int height);

  /// The block as it is serialised on the network.
  byte[] fetchBlock(String hash);

  /// Coins that the wallet can spend now, its own unconfirmed change included.
  List<Coin> coins();

  record Coin(String transactionId, int output, long satoshis, int confirmations) {}

  /// Where change goes.
  String changeAddress();

  /// Satoshis a virtual byte for a confirmation within a few blocks; empty when the node has no
  /// estimate.
  Optional<Double> feeRate();

  /// A transaction that spends the coin on a data output and change, signed by the wallet but not
  /// sent.
  ///
  /// @param change satoshis that return to the wallet; the rest is the fee
  SignedTransaction sign(Coin coin, byte[] data, String changeAddress, long change);

  record SignedTransaction(String id, byte[] bytes) {}

  /// Sends, or sends again: a transaction that the node already knows, in a block or waiting, is
  /// fine.
  Sending send(byte[] transaction);

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
