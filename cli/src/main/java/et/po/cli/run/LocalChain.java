package et.po.cli.run;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import et.po.servers.Bitcoind;
import et.po.servers.ServerException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// A regtest chain that nobody else makes blocks for, and the node's wallet on it.
///
/// The wallet has coins and stays small, however long the chain gets: the more coins there are, the
/// longer the daemon lists them for each anchor.
public final class LocalChain {
  /// The node's wallet.
  public static final String WALLET = "poet";

  /// Rewards can be spent a hundred blocks later: so many coins are there at once. They are 50
  /// bitcoin each, and an anchor costs some thousandth of a thousandth of one.
  private static final int FIRST_BLOCKS = 120;

  /// The wallet has less only when something else than anchors was paid.
  private static final double ENOUGH = 1000;

  /// As many anchors can wait for a block side by side, and more behind each other.
  private static final int USEFUL_COINS = 200;

  /// Nobody's: anyone may spend it (OP_TRUE), and no wallet here knows it.
  private static final String NOBODY = "raw(51)";

  private final Bitcoind bitcoind;

  private LocalChain(Bitcoind bitcoind) {
    this.bitcoind = bitcoind;
  }

  /// Returns when the wallet has coins.
  static LocalChain of(Bitcoind bitcoind) {
    bitcoind.createWallet(WALLET);
    LocalChain chain = new LocalChain(bitcoind);
    long missing = FIRST_BLOCKS - number(chain.result("", "getblockcount", ""));
    if (missing > 0) {
      chain.mine(missing, chain.wallet());
    }
    chain.layAside();
    return chain;
  }

  /// A block that pays nobody, or the wallet where that has become poor.
  void mine() {
    mine(1, balance() < ENOUGH ? wallet() : NOBODY);
  }

  /// How many transactions wait for a block.
  long waiting() {
    return result("", "getmempoolinfo", "") instanceof JsonObject info
        ? info.find("size").map(LocalChain::number).orElse(0L)
        : 0;
  }

  /// Returns when the blocks outlive the daemon: one that is killed forgets those of the last hour
  /// or so, and here nobody has them from whom it could get them again.
  private void mine(long blocks, String descriptor) {
    result("", "generatetodescriptor", blocks + ", \"" + descriptor + "\"");
    // Said in passing: it writes everything to the disk before it counts.
    result("", "gettxoutsetinfo", "");
  }

  private String wallet() {
    return "addr("
        + (result(WALLET, "getnewaddress", "") instanceof JsonString(String address) ? address : "")
        + ")";
  }

  /// With what can be spent only some blocks later, or the wallet would be paid too often.
  private double balance() {
    return result(WALLET, "getbalances", "") instanceof JsonObject balances
        ? balances
            .findObject("mine")
            .map(mine -> of(mine, "trusted") + of(mine, "immature"))
            .orElse(0.0)
        : 0;
  }

  /// A wallet of before, which every block paid, lists its largest coins only from now on.
  private void layAside() {
    if (!(result(WALLET, "listunspent", "") instanceof JsonArray coins)
        || coins.items().size() <= USEFUL_COINS) {
      return;
    }
    List<Json> small =
        coins.items().stream()
            .sorted(Comparator.comparingDouble(coin -> -of((JsonObject) coin, "amount")))
            .skip(USEFUL_COINS)
            .toList();
    String points =
        small.stream()
            .map(coin -> point((JsonObject) coin).text())
            .collect(Collectors.joining(","));
    // For good, or each start would do it again.
    result(WALLET, "lockunspent", "false, [" + points + "], true");
  }

  private static JsonObject point(JsonObject coin) {
    return JsonObject.EMPTY
        .with("txid", coin.find("txid").orElseThrow())
        .with("vout", coin.find("vout").orElseThrow());
  }

  private Json result(String wallet, String method, String parameters) {
    try {
      if (Json.parse(bitcoind.call(wallet, method, parameters)) instanceof JsonObject answer
          && answer.find("result").isPresent()
          && answer.findObject("error").isEmpty()) {
        return answer.find("result").get();
      }
      throw new ServerException("the Bitcoin daemon refuses " + method);
    } catch (MalformedJsonException e) {
      throw new ServerException("the Bitcoin daemon's answer to " + method + " is no JSON", e);
    }
  }

  private static double of(JsonObject json, String member) {
    return json.find(member).orElse(JsonObject.EMPTY) instanceof JsonNumber(double value)
        ? value
        : 0;
  }

  private static long number(Json json) {
    return json instanceof JsonNumber number ? (long) number.value() : 0;
  }
}
