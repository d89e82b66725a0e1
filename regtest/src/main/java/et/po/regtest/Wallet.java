package et.po.regtest;

import et.po.regtest.Coins.Unspent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bitcoinj.base.Address;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutPoint;
import org.bitcoinj.crypto.ECKey;
import org.bitcoinj.crypto.TransactionSignature;
import org.bitcoinj.script.Script;
import org.bitcoinj.script.ScriptBuilder;

/// One key, to which all blocks pay and all change returns: P2PKH, so that transactions need no
/// witness.
final class Wallet {
  private final ECKey key;
  private final Script script;

  Wallet(ECKey key) {
    this.key = key;
    this.script = ScriptBuilder.createP2PKHOutputScript(key);
  }

  Address address() {
    return key.toAddress(ScriptType.P2PKH, BitcoinNetwork.REGTEST);
  }

  Script script() {
    return script;
  }

  boolean owns(Unspent coin) {
    return coin.output().getScriptPubKey().equals(script);
  }

  /// What the wallet can spend in the next block, its own unconfirmed change included.
  Map<TransactionOutPoint, Unspent> spendable(Chain chain) {
    Map<TransactionOutPoint, Unspent> spendable = new LinkedHashMap<>(chain.coins().all());
    for (Transaction waiting : chain.mempool().all()) {
      spendable.putAll(Coins.outputs(waiting, Chain.UNCONFIRMED));
    }
    spendable
        .entrySet()
        .removeIf(coin ->
            !owns(coin.getValue())
                || chain.mempool().isSpent(coin.getKey())
                || !Mempool.isMature(coin.getValue(), chain.height()));
    return spendable;
  }

  /// Signs the inputs that spend the wallet's coins; says whether that were all of them.
  boolean sign(Transaction transaction, Chain chain) {
    boolean complete = true;
    for (int i = 0; i < transaction.getInputs().size(); i++) {
      TransactionInput input = transaction.getInputs().get(i);
      if (chain.mempool().find(input.getOutpoint()).filter(this::owns).isPresent()) {
        TransactionSignature signature =
            transaction.calculateSignature(i, key, script, Transaction.SigHash.ALL, false);
        transaction.replaceInput(
            i, input.withScriptSig(ScriptBuilder.createInputScript(signature, key)));
      } else {
        complete = false;
      }
    }
    return complete;
  }
}
