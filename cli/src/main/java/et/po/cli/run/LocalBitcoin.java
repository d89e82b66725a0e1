package et.po.cli.run;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import et.po.servers.Bitcoind;
import et.po.servers.Server;
import et.po.servers.ServerException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The Bitcoin daemon of a local run: with a wallet that has coins, and with blocks, which on a
/// regtest chain nobody else makes.
final class LocalBitcoin {
  /// The node's wallet.
  static final String WALLET = "poet";

  /// Rewards can be spent a hundred blocks later: so many coins are there at once.
  private static final int FIRST_BLOCKS = 120;

  private final Bitcoind.Settings settings;
  private final Duration blockInterval;

  /// @param blockInterval how often there is a block while transactions wait
  LocalBitcoin(Bitcoind.Settings settings, Duration blockInterval) {
    this.settings = settings;
    this.blockInterval = blockInterval;
  }

  /// Returns when the wallet has coins.
  Server start() {
    Bitcoind bitcoind = Bitcoind.start(settings);
    try {
      bitcoind.createWallet(WALLET);
      String address = text(result(bitcoind, WALLET, "getnewaddress", ""));
      long missing = FIRST_BLOCKS - number(result(bitcoind, "", "getblockcount", ""));
      if (missing > 0) {
        mine(bitcoind, missing, address);
      }
      return new Mined(bitcoind, new Miner(bitcoind, address, blockInterval));
    } catch (ServerException e) {
      bitcoind.close();
      throw e;
    }
  }

  /// Returns when the blocks outlive the daemon: one that is killed forgets those of the last hour
  /// or so, and here nobody has them from whom it could get them again.
  static void mine(Bitcoind bitcoind, long blocks, String address) {
    result(bitcoind, "", "generatetoaddress", blocks + ", \"" + address + "\"");
    // Said in passing: it writes everything to the disk before it counts.
    result(bitcoind, "", "gettxoutsetinfo", "");
  }

  /// How many transactions wait for a block.
  static long waiting(Bitcoind bitcoind) {
    return result(bitcoind, "", "getmempoolinfo", "") instanceof JsonObject info
        ? info.find("size").map(LocalBitcoin::number).orElse(0L)
        : 0;
  }

  private static Json result(Bitcoind bitcoind, String wallet, String method, String parameters) {
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

  private static long number(Json json) {
    return json instanceof JsonNumber number ? (long) number.value() : 0;
  }

  private static String text(Json json) {
    return json instanceof JsonString(String value) ? value : "";
  }

  /// The daemon with its miner, which ends with it.
  private record Mined(Bitcoind bitcoind, Miner miner) implements Server {
    @Override
    public long pid() {
      return bitcoind.pid();
    }

    @Override
    public boolean isAlive() {
      return bitcoind.isAlive();
    }

    @Override
    public CompletableFuture<Process> onExit() {
      return bitcoind.onExit().whenComplete((_, _) -> miner.close());
    }

    @Override
    public void kill() {
      bitcoind.kill();
    }

    @Override
    public void close() {
      miner.close();
      bitcoind.close();
    }
  }
}
