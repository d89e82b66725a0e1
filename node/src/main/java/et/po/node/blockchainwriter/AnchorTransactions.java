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
import java.util.function.Supplier;

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
    return of(batch, purse.choose(least(rate)), rate, height);
  }

  /// A version that spends the change of another transaction than the one before does, which is
  /// another version of that one; empty when there is no such change to spend.
  Optional<Version> following(Journalled journalled, String parentId, int height)
      throws SQLException {
    double rate = policy.rate(bitcoin.fees());
    Optional<Coin> coin = purse.changeOf(parentId, least(rate));
    return coin.isEmpty()
        ? Optional.empty()
        : Optional.of(of(journalled.batch(), coin.get(), rate, height));
  }

  /// Whether its coin would still be chosen now.
  boolean isCoinEnough(Journalled journalled) {
    return journalled.coinValue() >= least(policy.rate(bitcoin.fees()));
  }

  private static long least(double rate) {
    return (long) Math.ceil(rate * LARGEST) + Purse.DUST;
  }

  private Version of(Batch batch, Coin coin, double rate, int height) throws SQLException {
    String change = bitcoin.changeAddress();
    // Its size is known when it is signed.
    SignedTransaction draft =
        sign(batch, coin, change, policy.fee(rate, LARGEST, Unconfirmed.NONE));
    return paid(
        batch,
        coin,
        () -> change,
        height,
        draft.virtualSize(),
        size -> {
          long fee = policy.fee(rate, size, coin.behind());
          requireUnderCap(batch, fee);
          requirePaid(coin, fee);
          return fee;
        });
  }

  /// What a transaction of a size pays.
  @FunctionalInterface
  private interface Price {
    /// @throws BitcoinProblemException when that is too much
    long of(int size) throws SQLException;
  }

  /// A version that pays for the size it has. Another signature may be a byte longer, which is paid
  /// for beforehand; one that is longer still, which is seldom, makes the version dearer.
  ///
  /// @param size as another signature made it
  private Version paid(
      Batch batch, Coin coin, Supplier<String> change, int height, int size, Price price)
      throws SQLException {
    int known = size;
    while (true) {
      int longest = known + 1;
      long fee = price.of(longest);
      SignedTransaction signed = sign(batch, coin, change.get(), fee);
      if (signed.virtualSize() <= longest) {
        return new Version(signed, coin, fee, height);
      }
      known = signed.virtualSize();
    }
  }

  private static void requirePaid(Coin coin, long fee) {
    if (coin.satoshis() < fee + Purse.DUST) {
      throw new BitcoinProblemException(
          Kind.NO_COIN,
          "the Bitcoin wallet has no coin that pays a fee of " + fee + " satoshis now");
    }
  }

  /// The fee of a version counts on the day it is made, and as a whole: that of an older one, in
  /// whose place it is, counted on another day.
  private void requireUnderCap(Batch batch, long fee) throws SQLException {
    long spent = journal.spentLastDay(batch);
    if (spent + fee > dailyCap) {
      throw new BitcoinProblemException(
          Kind.DAILY_CAP,
          "other anchors have cost %d satoshis in 24 hours, this one costs %d, and NODE_BLOCKCHAIN_WRITER_DAILY_CAP is %d: batches wait"
              .formatted(spent, fee, dailyCap));
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
    double rate = policy.rate(fees);
    Coin coin = journalled.spentCoin();
    return paid(
        journalled.batch(),
        coin,
        bitcoin::changeAddress,
        height,
        size,
        longest -> {
          long fee =
              Math.max(
                  policy.fee(rate, longest, before),
                  FeePolicy.replacing(journalled.fee(), fees.step(), longest));
          requireRaisable(journalled, fee, longest, before);
          requireUnderCap(journalled.batch(), fee);
          return fee;
        });
  }

  /// Whether the policy's fee for this size is above this one now.
  boolean asksMoreThan(long fee, int size) {
    return policy.fee(policy.rate(bitcoin.fees()), size, Unconfirmed.NONE) > fee;
  }

  private void requireRaisable(Journalled journalled, long fee, int size, Unconfirmed before) {
    cannotBeRaised(journalled, fee, size, before)
        .ifPresent(because -> {
          throw new BitcoinProblemException(
              Kind.STUCK,
              "the anchor %s is not mined, and its fee of %d satoshis cannot be raised to %d: %s"
                  .formatted(journalled.transactionId(), journalled.fee(), fee, because));
        });
  }

  private Optional<String> cannotBeRaised(
      Journalled journalled, long fee, int size, Unconfirmed before) {
    if (fee > policy.most(size, before)) {
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
