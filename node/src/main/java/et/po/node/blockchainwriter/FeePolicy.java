package et.po.node.blockchainwriter;

import et.po.node.bitcoin.BitcoinNode.Fees;
import et.po.node.bitcoin.BitcoinNode.Unconfirmed;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.bitcoin.BitcoinProblemException;

/// What a transaction pays: the node's estimate within the operator's bounds, and for the
/// transactions that have to be mined before it what they pay too little.
///
/// @param lowest and `highest` in satoshis a virtual byte
record FeePolicy(double lowest, double highest) {
  FeePolicy {
    if (!(lowest > 0 && lowest <= highest)) {
      throw new IllegalArgumentException(
          "node.blockchain-writer.lowest-fee-rate is above 0 and at most highest-fee-rate");
    }
  }

  /// @throws BitcoinProblemException when the network takes nothing for the highest rate
  double rate(Fees fees) {
    if (fees.lowest() > highest) {
      throw new BitcoinProblemException(
          Kind.FEES_TOO_HIGH,
          "the Bitcoin network takes nothing below %.1f satoshis a virtual byte now, and NODE_BLOCKCHAIN_WRITER_HIGHEST_FEE_RATE is %.1f: batches wait"
              .formatted(fees.lowest(), highest));
    }
    double rate = Math.max(fees.estimate().orElse(lowest), fees.lowest());
    return Math.clamp(rate, lowest, highest);
  }

  /// @param size in virtual bytes
  long fee(double rate, int size, Unconfirmed before) {
    long alone = (long) Math.ceil(rate * size);
    long together = (long) Math.ceil(rate * (size + before.size())) - before.fees();
    return Math.max(alone, together);
  }

  /// The most that may be paid.
  long most(int size, Unconfirmed before) {
    return fee(highest, size, before);
  }

  /// What a version of this size that takes the place of one with this fee pays at least (BIP 125).
  static long replacing(long fee, double step, int size) {
    return fee + (long) Math.ceil(Math.max(step, 1) * size);
  }
}
