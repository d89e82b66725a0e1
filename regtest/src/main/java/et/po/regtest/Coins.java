package et.po.regtest;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutPoint;
import org.bitcoinj.core.TransactionOutput;

/// Outputs that no transaction of the best chain has spent.
final class Coins {
  private final Map<TransactionOutPoint, Unspent> unspent = new LinkedHashMap<>();

  /// @param height of the block that made it, or [Chain#UNCONFIRMED]
  record Unspent(TransactionOutput output, int height, boolean coinbase) {}

  void apply(Transaction transaction, int height) {
    if (!transaction.isCoinBase()) {
      for (TransactionInput input : transaction.getInputs()) {
        unspent.remove(input.getOutpoint());
      }
    }
    outputs(transaction, height).forEach(unspent::put);
  }

  /// The spendable outputs of a transaction; data outputs are not.
  static Map<TransactionOutPoint, Unspent> outputs(Transaction transaction, int height) {
    Map<TransactionOutPoint, Unspent> outputs = new LinkedHashMap<>();
    for (int i = 0; i < transaction.getOutputs().size(); i++) {
      TransactionOutput output = transaction.getOutputs().get(i);
      byte[] script = output.getScriptBytes();
      if (script.length == 0 || script[0] != 0x6a) {
        outputs.put(
            new TransactionOutPoint(i, transaction.getTxId()),
            new Unspent(output, height, transaction.isCoinBase()));
      }
    }
    return outputs;
  }

  Optional<Unspent> find(TransactionOutPoint point) {
    return Optional.ofNullable(unspent.get(point));
  }

  Map<TransactionOutPoint, Unspent> all() {
    return new HashMap<>(unspent);
  }

  void clear() {
    unspent.clear();
  }
}
