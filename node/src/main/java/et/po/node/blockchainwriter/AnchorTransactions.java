package et.po.node.blockchainwriter;

import et.po.node.bitcoin.BitcoinNode;
import et.po.node.bitcoin.BitcoinNode.Coin;
import et.po.node.bitcoin.BitcoinNode.Fees;
import et.po.node.bitcoin.BitcoinNode.SignedTransaction;
import et.po.node.bitcoin.BitcoinNode.Unconfirmed;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.bitcoin.BitcoinProblemException;
import et.po.node.blockchainwriter.AnchorJournal.Batch;
import et.po.node.blockchainwriter.AnchorJournal.Journalled;
import et.po.node.blockchainwriter.AnchorJournal.Version;
import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.ipfs.Cid;
import java.sql.SQLException;
import java.util.Optional;

/// Makes the transactions of batches: each of one coin, signed, and paid as the policy and the
/// daily cap allow.
final class AnchorTransactions {
  private static final int IPFS = 0;

  /// A transaction that spends the dearest of usual coins is not larger; what a coin must pay for.
  private static final int LARGEST = 260;

  private final BitcoinNode bitcoin;
  private final AnchorJournal journal;
  private final Purse purse;
  private final String prefix;
  private final FeePolicy policy;
  private final long dailyCap;

  AnchorTransactions(
      BitcoinNode bitcoin, AnchorJournal journal, String prefix, FeePolicy policy, long dailyCap) {
    this.bitcoin = bitcoin;
    this.journal = journal;
    this.purse = new Purse(bitcoin, journal);
    this.prefix = prefix;
    this.policy = policy;
    this.dailyCap = dailyCap;
  }

  /// The first version of a batch's transaction.
  ///
  /// @param height of the tip now
  Version first(Batch batch, int height) throws SQLException {
    double rate = policy.rate(bitcoin.fees());
    Coin coin = purse.choose((long) Math.ceil(rate * LARGEST) + Purse.DUST);
    String change = bitcoin.changeAddress();
    // Its size is known when it is signed; for another fee the signature may be a byte longer.
    SignedTransaction draft =
        sign(batch, coin, change, policy.fee(rate, LARGEST, Unconfirmed.NONE));
    long fee = policy.fee(rate, draft.virtualSize() + 1, coin.behind());
    requireUnderCap(fee);
    requirePaid(coin, fee);
    return new Version(sign(batch, coin, change, fee), coin, fee, height);
  }

  private static void requirePaid(Coin coin, long fee) {
    if (coin.satoshis() < fee + Purse.DUST) {
      throw new BitcoinProblemException(
          Kind.NO_COIN,
          "the Bitcoin wallet has no coin that pays a fee of " + fee + " satoshis now");
    }
  }

  private void requireUnderCap(long more) throws SQLException {
    long spent = journal.spentLastDay();
    if (spent + more > dailyCap) {
      throw new BitcoinProblemException(
          Kind.DAILY_CAP,
          "anchors have cost %d satoshis in 24 hours, the next one costs %d, and NODE_BLOCKCHAIN_WRITER_DAILY_CAP is %d: batches wait"
              .formatted(spent, more, dailyCap));
    }
  }

  /// A version that pays what is asked now, and more than the one before by what a replacement has
  /// to; of the same coin.
  ///
  /// @param size of the one before, in virtual bytes
  /// @param before what has to be mined before it
  /// @throws BitcoinProblemException when no such version may be
  Version raised(Journalled journalled, int size, Unconfirmed before, int height)
      throws SQLException {
    Fees fees = bitcoin.fees();
    long fee =
        Math.max(
            policy.fee(policy.rate(fees), size + 1, before),
            FeePolicy.replacing(journalled.fee(), fees.step(), size));
    Coin coin = journalled.spentCoin();
    cannotBeRaised(journalled, fee, size, before)
        .ifPresent(because -> {
          throw new BitcoinProblemException(
              Kind.STUCK,
              "the anchor %s is not mined, and its fee of %d satoshis cannot be raised to %d: %s"
                  .formatted(journalled.transactionId(), journalled.fee(), fee, because));
        });
    requireUnderCap(fee - journalled.fee());
    SignedTransaction signed = sign(journalled.batch(), coin, bitcoin.changeAddress(), fee);
    return new Version(signed, coin, fee, height);
  }

  /// Whether the policy's fee is above this one now.
  boolean asksMoreThan(long fee, int size) {
    return policy.fee(policy.rate(bitcoin.fees()), size + 1, Unconfirmed.NONE) > fee;
  }

  private Optional<String> cannotBeRaised(
      Journalled journalled, long fee, int size, Unconfirmed before) {
    if (fee > policy.most(size + 1, before)) {
      return Optional.of("NODE_BLOCKCHAIN_WRITER_HIGHEST_FEE_RATE is " + policy.highest());
    }
    return journalled.coinValue() < fee + Purse.DUST
        ? Optional.of("its coin has %d satoshis".formatted(journalled.coinValue()))
        : Optional.empty();
  }

  private SignedTransaction sign(Batch batch, Coin coin, String change, long fee) {
    Cid cid = Cid.parse(batch.cid()).orElseThrow();
    byte[] payload = new AnchorPayload(prefix, batch.layout(), IPFS, cid).encode();
    return bitcoin.sign(coin, payload, change, coin.satoshis() - fee);
  }
}
