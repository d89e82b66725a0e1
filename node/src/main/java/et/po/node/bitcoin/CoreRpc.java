package et.po.node.bitcoin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.messaging.TryLaterException;
import et.po.protocol.bitcoin.BitcoinTransaction;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Bitcoin Core's JSON-RPC. The address holds user and password, which appear in no message of
/// ours.
public final class CoreRpc implements BitcoinNode {
  private static final JsonMapper JSON = JsonRpc.JSON;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final int FEE_TARGET_BLOCKS = 3;
  private static final double USUAL_STEP = 1;
  private static final int MOST_COINS = 1000;

  /// Confirmations; what Core takes where nothing is said.
  private static final int DEEPEST_COIN = 9_999_999;

  private static final BigDecimal SATOSHIS = BigDecimal.valueOf(100_000_000);

  private final JsonRpc rpc;

  /// @param url such as `http://user:password@127.0.0.1:18443/wallet/anchors`; a wallet that is not
  ///   loaded is
  public CoreRpc(URI url) {
    this(url, TIMEOUT);
  }

  /// @param timeout of a call, from the question to the answer's last byte
  CoreRpc(URI url, Duration timeout) {
    this.rpc = new JsonRpc(url, timeout);
  }

  private static final Pattern COIN_MISSING = Pattern.compile("missingorspent|[Mm]issing inputs");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  @Override
  public Chain chain() {
    JsonNode info = rpc.require("getblockchaininfo");
    JsonNode time = info.path(info.has("time") ? "time" : "mediantime");
    if (!info.path("chain").isTextual() || !time.isIntegralNumber()) {
      throw new TryLaterException("the Bitcoin node does not say what chain it is on");
    }
    return new Chain(
        info.path("chain").asText(),
        new Tip(number(info, "blocks"), hash(info.path("bestblockhash"))),
        info.path("headers").asInt(),
        Instant.ofEpochSecond(time.asLong()),
        info.path("initialblockdownload").asBoolean(),
        info.path("pruned").asBoolean() && info.path("pruneheight").isInt()
            ? OptionalInt.of(info.path("pruneheight").asInt())
            : OptionalInt.empty());
  }

  @Override
  public Optional<String> hashAt(int height) {
    try {
      return Optional.of(hash(rpc.call("getblockhash", height)));
    } catch (CoreError e) {
      if (e.code() == CoreError.HEIGHT_OUT_OF_RANGE
          || (e.code() == CoreError.MISCELLANEOUS && e.sentence().contains("out of range"))) {
        return Optional.empty();
      }
      throw rpc.problem("getblockhash", e);
    }
  }

  @Override
  public byte[] fetchBlock(String hash) {
    try {
      return bytes(rpc.call("getblock", hash, 0));
    } catch (CoreError e) {
      if (e.code() == CoreError.MISCELLANEOUS && e.sentence().contains("pruned")) {
        throw new BitcoinProblemException(
            Kind.PRUNED,
            "the Bitcoin node has pruned the block %s, which is to be read: NODE_BITCOIN_URL has to name one that has it"
                .formatted(hash));
      }
      throw rpc.problem("getblock", e);
    }
  }

  @Override
  public List<Coin> coins(long least) {
    ObjectNode options = JSON.createObjectNode();
    options.put("minimumAmount", BigDecimal.valueOf(least, 8));
    options.put("maximumCount", MOST_COINS);
    List<Coin> coins = new ArrayList<>();
    for (JsonNode coin : rpc.require("listunspent", 0, DEEPEST_COIN, List.of(), false, options)) {
      if (coin.path("spendable").asBoolean() && coin.path("safe").asBoolean(true)) {
        coins.add(
            new Coin(
                hash(coin.path("txid")),
                number(coin, "vout"),
                satoshis(coin.path("amount")),
                number(coin, "confirmations"),
                new Unconfirmed(
                    coin.path("ancestorcount").asInt(),
                    coin.path("ancestorsize").asLong(),
                    coin.path("ancestorfees").asLong())));
      }
    }
    return coins;
  }

  @Override
  public long balance() {
    return satoshis(rpc.require("getbalance"));
  }

  @Override
  public boolean isLocked() {
    JsonNode until = rpc.require("getwalletinfo").path("unlocked_until");
    return until.isIntegralNumber() && until.asLong() == 0;
  }

  @Override
  public String changeAddress() {
    return rpc.require("getrawchangeaddress").asText();
  }

  @Override
  public Fees fees() {
    JsonNode estimate = rpc.require("estimatesmartfee", FEE_TARGET_BLOCKS).path("feerate");
    JsonNode mempool = rpc.require("getmempoolinfo");
    return new Fees(
        estimate.isNumber() ? OptionalDouble.of(rate(estimate)) : OptionalDouble.empty(),
        Math.max(rate(mempool.path("mempoolminfee")), rate(mempool.path("minrelaytxfee"))),
        mempool.has("incrementalrelayfee")
            ? rate(mempool.path("incrementalrelayfee"))
            : USUAL_STEP);
  }

  @Override
  public SignedTransaction sign(Coin coin, byte[] data, String changeAddress, long change) {
    ObjectNode input = JSON.createObjectNode();
    input.put("txid", coin.transactionId()).put("vout", coin.output());
    ObjectNode dataOutput = JSON.createObjectNode();
    dataOutput.put("data", HexFormat.of().formatHex(data));
    ObjectNode changeOutput = JSON.createObjectNode();
    changeOutput.put(changeAddress, BigDecimal.valueOf(change, 8));
    // Replaceable, so that a fee that turns out too low can be raised.
    JsonNode raw =
        rpc.require(
            "createrawtransaction", List.of(input), List.of(dataOutput, changeOutput), 0, true);
    JsonNode signed = rpc.require("signrawtransactionwithwallet", raw.asText());
    if (!signed.path("complete").asBoolean()) {
      throw new TryLaterException(
          "the Bitcoin wallet could not sign: "
              + signed.path("errors").path(0).path("error").asText("it does not say why"));
    }
    byte[] bytes = bytes(signed.path("hex"));
    BitcoinTransaction transaction =
        BitcoinTransaction.parse(bytes)
            .orElseThrow(() -> new TryLaterException("the Bitcoin node gave no transaction"));
    return new SignedTransaction(transaction.id(), bytes, transaction.virtualSize());
  }

  @Override
  public Sending send(byte[] transaction) {
    try {
      rpc.call("sendrawtransaction", HexFormat.of().formatHex(transaction));
      return new Sending.Known();
    } catch (CoreError e) {
      if (e.code() == CoreError.ALREADY_IN_CHAIN || knows(id(transaction))) {
        return new Sending.Known();
      }
      // Such as one that has just been started: it has refused nothing.
      if (!CoreError.OF_TRANSACTIONS.contains(e.code())) {
        throw rpc.problem("sendrawtransaction", e);
      }
      return e.code() == CoreError.MISSING_OR_SPENT && COIN_MISSING.matcher(e.sentence()).find()
          ? new Sending.CoinMissing(e.sentence())
          : new Sending.Refused(e.sentence());
    }
  }

  private static String id(byte[] transaction) {
    return BitcoinTransaction.parse(transaction)
        .orElseThrow(() -> new IllegalArgumentException("these are no transaction's bytes"))
        .id();
  }

  /// Without an index of transactions Core finds one in the chain only by the wallet, and answers
  /// that its coin is spent, by itself, when its change is spent as well. With one it also finds
  /// those of blocks that are not in the chain any more.
  @Override
  public boolean knows(String transactionId) {
    return inMemoryOrIndex(transactionId)
            .filter(found -> !found.has("blockhash") || isMined(found))
            .isPresent()
        || inWallet(transactionId).filter(CoreRpc::isMined).isPresent();
  }

  @Override
  public OptionalInt minedAt(String transactionId) {
    return inMemoryOrIndex(transactionId)
        .filter(CoreRpc::isMined)
        .or(() -> inWallet(transactionId).filter(CoreRpc::isMined))
        .map(found -> rpc.require("getblockheader", hash(found.path("blockhash"))))
        .map(header -> OptionalInt.of(number(header, "height")))
        .orElse(OptionalInt.empty());
  }

  private Optional<JsonNode> inMemoryOrIndex(String transactionId) {
    return rpc.find(Set.of(CoreError.NOTHING_FOUND), "getrawtransaction", transactionId, true);
  }

  private Optional<JsonNode> inWallet(String transactionId) {
    return rpc.find(
        Set.of(CoreError.NOTHING_FOUND, CoreError.NO_SUCH_METHOD), "gettransaction", transactionId);
  }

  private static boolean isMined(JsonNode transaction) {
    return transaction.path("confirmations").asInt() > 0;
  }

  @Override
  public Optional<Waiting> waiting(String transactionId) {
    return rpc.find(Set.of(CoreError.NOTHING_FOUND), "getmempoolentry", transactionId)
        .map(entry -> {
          long fee = satoshis(entry.path("fees").path("base"));
          int size = number(entry, "vsize");
          return new Waiting(
              fee,
              size,
              new Unconfirmed(
                  number(entry, "ancestorcount") - 1,
                  number(entry, "ancestorsize") - size,
                  satoshis(entry.path("fees").path("ancestor")) - fee),
              number(entry, "descendantcount") == 1);
        });
  }

  @Override
  public Report report(double lowBalance) {
    Map<String, String> parts = new HashMap<>();
    parts.put(
        "blockchainInfo",
        some(
            rpc.require("getblockchaininfo"),
            List.of(
                "blocks", "verificationprogress", "bestblockhash", "warnings", "size_on_disk")));
    add(
        parts,
        "networkInfo",
        () ->
            some(
                rpc.require("getnetworkinfo"),
                List.of(
                    "version",
                    "subversion",
                    "connections",
                    "networkactive",
                    "protocolversion",
                    "warnings")));
    add(parts, "estimatedSmartFeeInfo", () -> rpc.require("estimatesmartfee", 1).toString());
    add(parts, "walletInfo", () -> wallet(lowBalance));
    return new Report(parts);
  }

  /// A node that only reads needs no wallet, and one of another family has fewer calls.
  private static void add(Map<String, String> parts, String name, Supplier<String> part) {
    try {
      parts.put(name, part.get());
    } catch (BitcoinProblemException e) {
      Kind kind = e.problem().kind();
      if (kind != Kind.WALLET_NOT_LOADED && kind != Kind.NODE_REFUSES) {
        throw e;
      }
    }
  }

  private String wallet(double lowBalance) {
    double balance = rpc.require("getbalance").asDouble();
    ObjectNode wallet = JSON.createObjectNode();
    wallet.put("balance", balance);
    wallet.put("txcount", rpc.require("getwalletinfo").path("txcount").asLong());
    wallet.put("isBalanceLow", balance < lowBalance);
    return wallet.toString();
  }

  private static String some(JsonNode all, List<String> names) {
    ObjectNode some = JSON.createObjectNode();
    names.stream().filter(all::has).forEach(name -> some.set(name, all.get(name)));
    return some.toString();
  }

  private static String hash(JsonNode value) {
    if (!HASH.matcher(value.asText()).matches()) {
      throw new TryLaterException("the Bitcoin node's answer is not a hash");
    }
    return value.asText();
  }

  private static int number(JsonNode object, String name) {
    if (!object.path(name).isInt()) {
      throw new TryLaterException("the Bitcoin node's answer has no number \"" + name + "\"");
    }
    return object.path(name).intValue();
  }

  private static byte[] bytes(JsonNode hex) {
    try {
      return HexFormat.of().parseHex(hex.asText());
    } catch (IllegalArgumentException e) {
      throw new TryLaterException("the Bitcoin node's answer is not hex", e);
    }
  }

  private static long satoshis(JsonNode bitcoin) {
    if (!bitcoin.isNumber()) {
      throw new TryLaterException("the Bitcoin node's answer has no amount");
    }
    return bitcoin.decimalValue().multiply(SATOSHIS).longValueExact();
  }

  /// From bitcoin a thousand virtual bytes.
  private static double rate(JsonNode bitcoin) {
    return bitcoin.decimalValue().multiply(SATOSHIS).doubleValue() / 1000;
  }
}
