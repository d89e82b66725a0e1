package et.po.regtest;

import static et.po.regtest.RpcException.INVALID_ADDRESS_OR_KEY;
import static et.po.regtest.RpcException.INVALID_PARAMETER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.bitcoinj.base.Address;
import org.bitcoinj.base.AddressParser;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.base.exceptions.AddressFormatException;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutPoint;
import org.bitcoinj.script.Script;
import org.bitcoinj.script.ScriptBuilder;

/// The calls, with Bitcoin Core's names, parameters, answers and errors.
final class Methods {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST_BLOCKS = 1000;
  private static final int LARGEST_DATA = 80;
  private static final long FINAL = 0xFFFFFFFFL;
  private static final BigDecimal FEE_PER_KILOBYTE = new BigDecimal("0.00002000");

  private static final BigDecimal RELAY_FEE = new BigDecimal("0.00001000");

  private final Chain chain;
  private final Wallet wallet;

  Methods(Chain chain, Wallet wallet) {
    this.chain = chain;
    this.wallet = wallet;
  }

  JsonNode call(String method, Parameters parameters) throws RpcException, IOException {
    return switch (method) {
      case "getblockchaininfo" -> blockchainInfo();
      case "getnetworkinfo" -> networkInfo();
      case "getblockcount" -> NODES.numberNode(chain.height());
      case "getbestblockhash" -> TextNode.valueOf(chain.tip().hash().toString());
      case "getblockhash" -> TextNode.valueOf(atHeight(parameters.number(0)).hash().toString());
      case "getblockheader" -> header(parameters);
      case "getblock" -> block(parameters);
      case "getrawtransaction" -> rawTransaction(parameters);
      case "decoderawtransaction" -> Json.transaction(parameters.transaction(0));
      case "getrawmempool" -> mempool();
      case "getmempoolinfo" -> mempoolInfo();
      case "getmempoolentry" -> mempoolEntry(parameters.hash(0));
      case "gettxout" -> output(parameters);
      case "sendrawtransaction" -> send(parameters);
      case "createrawtransaction" -> create(parameters);
      case "signrawtransactionwithwallet" -> sign(parameters);
      case "estimatesmartfee" -> fee(parameters);
      case "getwalletinfo" -> walletInfo();
      case "getbalance" -> NODES.numberNode(balance());
      case "listunspent" -> unspent(parameters);
      case "getnewaddress", "getrawchangeaddress" -> TextNode.valueOf(wallet.address().toString());
      case "generatetoaddress" -> generate(parameters);
      case "generateblock" -> generateOne(parameters);
      case "invalidateblock" -> invalidate(parameters);
      case "reconsiderblock" -> reconsider(parameters);
      default -> throw new RpcException(RpcException.METHOD_NOT_FOUND, "Method not found");
    };
  }

  private ObjectNode blockchainInfo() {
    ObjectNode json = NODES.objectNode();
    json.put("chain", "regtest");
    json.put("blocks", chain.height());
    json.put("headers", chain.height());
    json.put("bestblockhash", chain.tip().hash().toString());
    json.put("time", chain.tip().parse().time().getEpochSecond());
    json.put("verificationprogress", 1);
    json.put("initialblockdownload", false);
    json.put("pruned", false);
    json.put("warnings", "");
    return json;
  }

  private static ObjectNode networkInfo() {
    ObjectNode json = NODES.objectNode();
    json.put("version", 290000);
    json.put("subversion", "/poet-regtest:0.1.0/");
    json.put("protocolversion", 70016);
    json.put("networkactive", false);
    json.put("connections", 0);
    json.put("relayfee", RELAY_FEE);
    json.put("warnings", "");
    return json;
  }

  private StoredBlock atHeight(int height) throws RpcException {
    return chain
        .at(height)
        .orElseThrow(() -> new RpcException(INVALID_PARAMETER, "Block height out of range"));
  }

  private StoredBlock block(Sha256Hash hash) throws RpcException {
    return chain
        .find(hash)
        .orElseThrow(() -> new RpcException(INVALID_ADDRESS_OR_KEY, "Block not found"));
  }

  private JsonNode header(Parameters parameters) throws RpcException {
    StoredBlock block = block(parameters.hash(0));
    return parameters.verbosity(1, 1) == 0
        ? TextNode.valueOf(HexFormat.of().formatHex(block.bytes(), 0, 80))
        : Json.header(chain, block);
  }

  private JsonNode block(Parameters parameters) throws RpcException {
    StoredBlock block = block(parameters.hash(0));
    int verbosity = parameters.verbosity(1, 1);
    return verbosity == 0
        ? TextNode.valueOf(HexFormat.of().formatHex(block.bytes()))
        : Json.block(chain, block, verbosity > 1);
  }

  private JsonNode rawTransaction(Parameters parameters) throws RpcException {
    Sha256Hash id = parameters.hash(0);
    StoredBlock block = chain.blockOf(id).orElse(null);
    Transaction transaction =
        block == null
            ? chain.mempool().find(id).orElseThrow(Methods::noTransaction)
            : block.transactions().stream()
                .filter(t -> t.getTxId().equals(id))
                .findFirst()
                .orElseThrow(Methods::noTransaction);
    if (parameters.verbosity(1, 0) == 0) {
      return TextNode.valueOf(HexFormat.of().formatHex(transaction.serialize()));
    }
    ObjectNode json = Json.transaction(transaction);
    if (block != null) {
      json.put("blockhash", block.hash().toString());
      json.put("confirmations", chain.height() - block.height() + 1);
      json.put("time", block.parse().time().getEpochSecond());
      json.put("blocktime", block.parse().time().getEpochSecond());
    }
    return json;
  }

  private static RpcException noTransaction() {
    return new RpcException(
        INVALID_ADDRESS_OR_KEY,
        "No such mempool or blockchain transaction. Use gettransaction for wallet transactions.");
  }

  private ArrayNode mempool() {
    ArrayNode ids = NODES.arrayNode();
    chain.mempool().all().forEach(transaction -> ids.add(transaction.getTxId().toString()));
    return ids;
  }

  private ObjectNode mempoolInfo() {
    ObjectNode json = NODES.objectNode();
    json.put("loaded", true);
    json.put("size", chain.mempool().all().size());
    json.put("mempoolminfee", RELAY_FEE);
    json.put("minrelaytxfee", RELAY_FEE);
    json.put("incrementalrelayfee", RELAY_FEE);
    return json;
  }

  private ObjectNode mempoolEntry(Sha256Hash id) throws RpcException {
    Mempool mempool = chain.mempool();
    Set<Sha256Hash> before = mempool.withAncestors(id);
    if (before.isEmpty()) {
      throw new RpcException(INVALID_ADDRESS_OR_KEY, "Transaction not in mempool");
    }
    Set<Sha256Hash> after = mempool.withDescendants(id);
    ObjectNode json = NODES.objectNode();
    json.put("vsize", mempool.size(Set.of(id)));
    json.put("ancestorcount", before.size());
    json.put("ancestorsize", mempool.size(before));
    json.put("descendantcount", after.size());
    json.put("descendantsize", mempool.size(after));
    ObjectNode fees = json.putObject("fees");
    fees.put("base", bitcoin(mempool.fees(Set.of(id), chain.height())));
    fees.put("ancestor", bitcoin(mempool.fees(before, chain.height())));
    fees.put("descendant", bitcoin(mempool.fees(after, chain.height())));
    return json;
  }

  private static BigDecimal bitcoin(long satoshis) {
    return Coin.valueOf(satoshis).toBtc().setScale(8);
  }

  private JsonNode output(Parameters parameters) throws RpcException {
    TransactionOutPoint point = new TransactionOutPoint(parameters.number(1), parameters.hash(0));
    return chain
        .mempool()
        .find(point)
        .filter(coin -> !chain.mempool().isSpent(point))
        .<JsonNode>map(coin -> Json.coin(point, coin, wallet, chain.height()))
        .orElse(NullNode.instance);
  }

  private TextNode send(Parameters parameters) throws RpcException, IOException {
    Transaction transaction = parameters.transaction(0);
    chain.send(transaction);
    return TextNode.valueOf(transaction.getTxId().toString());
  }

  private TextNode create(Parameters parameters) throws RpcException {
    Transaction transaction = new Transaction();
    transaction.setVersion(2);
    boolean replaceable = parameters.at(3).asBoolean(true);
    for (JsonNode input : parameters.at(0)) {
      Sha256Hash id = Parameters.hash(input.path("txid").asText());
      TransactionOutPoint point = new TransactionOutPoint(input.path("vout").asInt(), id);
      long sequence = input.path("sequence").asLong(replaceable ? Mempool.REPLACEABLE : FINAL);
      transaction.addInput(new TransactionInput(transaction, new byte[0], point, sequence));
    }
    for (JsonNode output :
        parameters.at(1).isArray() ? parameters.at(1) : NODES.arrayNode().add(parameters.at(1))) {
      for (var entry : output.properties()) {
        addOutput(transaction, entry.getKey(), entry.getValue());
      }
    }
    return TextNode.valueOf(HexFormat.of().formatHex(transaction.serialize()));
  }

  private static void addOutput(Transaction transaction, String name, JsonNode value)
      throws RpcException {
    if (name.equals("data")) {
      transaction.addOutput(Coin.ZERO, ScriptBuilder.createOpReturnScript(data(value)));
    } else {
      transaction.addOutput(amount(value), script(name));
    }
  }

  private static byte[] data(JsonNode value) throws RpcException {
    try {
      byte[] data = HexFormat.of().parseHex(value.asText());
      if (data.length <= LARGEST_DATA) {
        return data;
      }
    } catch (IllegalArgumentException e) {
      throw new RpcException(INVALID_PARAMETER, "Data must be hexadecimal string");
    }
    throw new RpcException(INVALID_PARAMETER, "Data must have at most 80 bytes");
  }

  private static Coin amount(JsonNode value) throws RpcException {
    try {
      return Coin.ofBtc(new BigDecimal(value.asText()));
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new RpcException(RpcException.TYPE, "Invalid amount");
    }
  }

  private static Script script(String address) throws RpcException {
    try {
      Address parsed = AddressParser.getDefault(BitcoinNetwork.REGTEST).parseAddress(address);
      return ScriptBuilder.createOutputScript(parsed);
    } catch (AddressFormatException e) {
      throw new RpcException(INVALID_ADDRESS_OR_KEY, "Invalid Bitcoin address: " + address);
    }
  }

  private ObjectNode sign(Parameters parameters) throws RpcException {
    Transaction transaction = parameters.transaction(0);
    boolean complete = wallet.sign(transaction, chain);
    ObjectNode json = NODES.objectNode();
    json.put("hex", HexFormat.of().formatHex(transaction.serialize()));
    json.put("complete", complete);
    return json;
  }

  private static ObjectNode fee(Parameters parameters) throws RpcException {
    return NODES.objectNode().put("feerate", FEE_PER_KILOBYTE).put("blocks", parameters.number(0));
  }

  private ObjectNode walletInfo() {
    ObjectNode json = NODES.objectNode();
    json.put("walletname", "");
    json.put("format", "memory");
    json.put("balance", balance());
    json.put("txcount", wallet.spendable(chain).size());
    json.put("private_keys_enabled", true);
    return json;
  }

  private BigDecimal balance() {
    return wallet.spendable(chain).values().stream()
        .map(coin -> coin.output().getValue())
        .reduce(Coin.ZERO, Coin::add)
        .toBtc()
        .setScale(8);
  }

  private ArrayNode unspent(Parameters parameters) throws RpcException {
    int minimum = parameters.number(0, 1);
    int maximum = parameters.number(1, Integer.MAX_VALUE);
    JsonNode options = parameters.at(4);
    Coin least = options.has("minimumAmount") ? amount(options.get("minimumAmount")) : Coin.ZERO;
    int most = options.path("maximumCount").asInt(Integer.MAX_VALUE);
    ArrayNode coins = NODES.arrayNode();
    for (var entry : wallet.spendable(chain).entrySet()) {
      int confirmations = Json.confirmations(entry.getValue(), chain.height());
      if (coins.size() < most
          && !entry.getValue().output().getValue().isLessThan(least)
          && confirmations >= minimum
          && confirmations <= maximum) {
        ObjectNode coin = Json.coin(entry.getKey(), entry.getValue(), wallet, chain.height());
        if (confirmations == 0) {
          Set<Sha256Hash> before = chain.mempool().withAncestors(entry.getKey().hash());
          coin.put("ancestorcount", before.size());
          coin.put("ancestorsize", chain.mempool().size(before));
          coin.put("ancestorfees", chain.mempool().fees(before, chain.height()));
        }
        coins.add(coin);
      }
    }
    return coins;
  }

  private ArrayNode generate(Parameters parameters) throws RpcException, IOException {
    int count = parameters.number(0);
    if (count < 0 || count > MOST_BLOCKS) {
      throw new RpcException(INVALID_PARAMETER, "between 0 and " + MOST_BLOCKS + " blocks at once");
    }
    Script reward = script(parameters.text(1));
    ArrayNode hashes = NODES.arrayNode();
    for (int i = 0; i < count; i++) {
      hashes.add(chain.mine(reward).hash().toString());
    }
    return hashes;
  }

  /// A block of these transactions, which wait here, and no others.
  private ObjectNode generateOne(Parameters parameters) throws RpcException, IOException {
    List<Transaction> transactions = new ArrayList<>();
    for (JsonNode id : parameters.at(1)) {
      transactions.add(
          chain.mempool().find(Parameters.hash(id.asText())).orElseThrow(Methods::noTransaction));
    }
    StoredBlock block = chain.mine(script(parameters.text(0)), transactions);
    return NODES.objectNode().put("hash", block.hash().toString());
  }

  private JsonNode invalidate(Parameters parameters) throws RpcException, IOException {
    StoredBlock block = block(parameters.hash(0));
    if (block.height() == 0) {
      throw new RpcException(RpcException.MISC, "The first block cannot be invalid");
    }
    chain.invalidate(block.hash());
    return NullNode.instance;
  }

  private JsonNode reconsider(Parameters parameters) throws RpcException, IOException {
    chain.reconsider(block(parameters.hash(0)).hash());
    return NullNode.instance;
  }
}
