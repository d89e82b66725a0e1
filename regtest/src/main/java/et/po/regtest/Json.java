package et.po.regtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import et.po.regtest.Coins.Unspent;
import java.util.HexFormat;
import org.bitcoinj.base.Address;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutPoint;
import org.bitcoinj.core.TransactionOutput;
import org.bitcoinj.script.Script;
import org.bitcoinj.script.ScriptException;
import org.bitcoinj.script.ScriptPattern;

/// Blocks, transactions and coins as Bitcoin Core shows them.
final class Json {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  static ObjectNode header(Chain chain, StoredBlock stored) {
    Block block = stored.parse();
    ObjectNode json = NODES.objectNode();
    json.put("hash", stored.hash().toString());
    json.put("confirmations", chain.isBest(stored) ? chain.height() - stored.height() + 1 : -1);
    json.put("height", stored.height());
    json.put("version", block.getVersion());
    json.put("versionHex", "%08x".formatted(block.getVersion()));
    json.put("merkleroot", block.getMerkleRoot().toString());
    json.put("time", block.time().getEpochSecond());
    json.put("mediantime", block.time().getEpochSecond());
    json.put("nonce", block.getNonce());
    json.put("bits", "%08x".formatted(block.getDifficultyTarget()));
    json.put("difficulty", 4.656542373906925e-10);
    json.put("nTx", stored.transactions().size());
    if (stored.height() > 0) {
      json.put("previousblockhash", stored.previous().toString());
    }
    if (chain.isBest(stored)) {
      chain
          .at(stored.height() + 1)
          .ifPresent(next -> json.put("nextblockhash", next.hash().toString()));
    }
    return json;
  }

  static ObjectNode block(Chain chain, StoredBlock stored, boolean withTransactions) {
    ObjectNode json = header(chain, stored);
    json.put("size", stored.bytes().length);
    ArrayNode transactions = json.putArray("tx");
    for (Transaction transaction : stored.transactions()) {
      if (withTransactions) {
        transactions.add(transaction(transaction));
      } else {
        transactions.add(transaction.getTxId().toString());
      }
    }
    return json;
  }

  static ObjectNode transaction(Transaction transaction) {
    ObjectNode json = NODES.objectNode();
    json.put("txid", transaction.getTxId().toString());
    json.put("hash", transaction.getTxId().toString());
    json.put("version", transaction.getVersion());
    json.put("size", transaction.messageSize());
    json.put("vsize", transaction.messageSize());
    json.put("weight", transaction.messageSize() * 4);
    json.put("locktime", transaction.lockTime().rawValue());
    ArrayNode inputs = json.putArray("vin");
    transaction.getInputs().forEach(input -> inputs.add(input(transaction, input)));
    ArrayNode outputs = json.putArray("vout");
    for (int i = 0; i < transaction.getOutputs().size(); i++) {
      outputs.add(output(i, transaction.getOutputs().get(i)));
    }
    json.put("hex", HexFormat.of().formatHex(transaction.serialize()));
    return json;
  }

  private static ObjectNode input(Transaction transaction, TransactionInput input) {
    ObjectNode json = NODES.objectNode();
    String script = HexFormat.of().formatHex(input.getScriptBytes());
    if (transaction.isCoinBase()) {
      json.put("coinbase", script);
    } else {
      json.put("txid", input.getOutpoint().hash().toString());
      json.put("vout", input.getOutpoint().index());
      json.putObject("scriptSig").put("asm", assembly(input.getScriptBytes())).put("hex", script);
    }
    json.put("sequence", input.getSequenceNumber());
    return json;
  }

  private static ObjectNode output(int index, TransactionOutput output) {
    ObjectNode json = NODES.objectNode();
    json.put("value", output.getValue().toBtc().setScale(8));
    json.put("n", index);
    ObjectNode script = json.putObject("scriptPubKey");
    script.put("asm", assembly(output.getScriptBytes()));
    script.put("hex", HexFormat.of().formatHex(output.getScriptBytes()));
    describe(output, script);
    return json;
  }

  private static void describe(TransactionOutput output, ObjectNode json) {
    try {
      Script script = output.getScriptPubKey();
      if (ScriptPattern.isOpReturn(script)) {
        json.put("type", "nulldata");
      } else if (ScriptPattern.isP2PKH(script)) {
        Address address = script.getToAddress(BitcoinNetwork.REGTEST);
        json.put("address", address.toString()).put("type", "pubkeyhash");
      } else {
        json.put("type", "nonstandard");
      }
    } catch (ScriptException e) {
      json.put("type", "nonstandard");
    }
  }

  private static String assembly(byte[] script) {
    try {
      return Script.parse(script).toString();
    } catch (ScriptException e) {
      return "[error]";
    }
  }

  static ObjectNode coin(TransactionOutPoint point, Unspent coin, Wallet wallet, int tip) {
    ObjectNode json = NODES.objectNode();
    json.put("txid", point.hash().toString());
    json.put("vout", point.index());
    json.put("address", wallet.address().toString());
    json.put("scriptPubKey", HexFormat.of().formatHex(coin.output().getScriptBytes()));
    json.put("amount", coin.output().getValue().toBtc().setScale(8));
    json.put("confirmations", confirmations(coin, tip));
    json.put("spendable", true);
    json.put("solvable", true);
    json.put("safe", true);
    return json;
  }

  static int confirmations(Unspent coin, int tip) {
    return coin.height() == Chain.UNCONFIRMED ? 0 : tip - coin.height() + 1;
  }
}
