package et.po.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import et.po.servers.Bitcoind;
import et.po.servers.FreePort;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The chain of a local run, of a real daemon.
@Tag("real")
class LocalChainTest {
  private Bitcoind bitcoind;
  private Bitcoind.Settings settings;

  @BeforeEach
  void start(@TempDir Path directory) {
    assumeTrue(
        Bitcoind.isFetched(), "there is no Bitcoin daemon in the cache: ./poet tools bitcoind");
    settings = new Bitcoind.Settings(directory, FreePort.find(), "poet", "secret", List.of());
    bitcoind = Bitcoind.start(settings);
  }

  @AfterEach
  void close() {
    if (bitcoind != null) {
      bitcoind.close();
    }
  }

  private void restart() {
    bitcoind.close();
    bitcoind = Bitcoind.start(settings);
  }

  private Json ask(String method, String parameters) throws MalformedJsonException {
    JsonObject answer =
        (JsonObject) Json.parse(bitcoind.call(LocalChain.WALLET, method, parameters));
    return answer.find("result").orElseThrow();
  }

  private int coins() throws MalformedJsonException {
    return ((JsonArray) ask("listunspent", "")).items().size();
  }

  private double balance() throws MalformedJsonException {
    return ((JsonNumber) ask("getbalance", "")).value();
  }

  private String address() throws MalformedJsonException {
    return ((JsonString) ask("getnewaddress", "")).value();
  }

  @Test
  void mine_manyBlocks_doesNotAddCoins() throws Exception {
    LocalChain chain = LocalChain.of(bitcoind);
    assertEquals(20, coins());
    for (int block = 0; block < 150; block++) {
      chain.mine();
    }

    assertEquals(120, coins());
    assertEquals(6000, balance());
    restart();
    LocalChain.of(bitcoind).mine();
    assertEquals(120, coins());
  }

  @Test
  void mine_whenTheWalletIsPoor_paysIt() throws Exception {
    LocalChain chain = LocalChain.of(bitcoind);
    for (int block = 0; block < 100; block++) {
      chain.mine();
    }
    // Nobody has the key of that address: the hash is zero.
    ask("sendtoaddress", "\"bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202\", 5500");
    assertEquals(1, chain.waiting());
    for (int block = 0; block < 110; block++) {
      chain.mine();
    }

    double rich = balance();
    assertTrue(rich > 500 && rich < 6000, "has " + rich);
  }

  /// As every block of a local run was once mined.
  @Test
  void walletOfBefore_thatEveryBlockPaid_listsItsLargestCoins() throws Exception {
    bitcoind.createWallet(LocalChain.WALLET);
    ask("generatetoaddress", "700, \"" + address() + "\"");
    assertEquals(600, coins());
    double before = balance();

    restart();
    LocalChain chain = LocalChain.of(bitcoind);
    assertEquals(200, coins());
    double after = balance();
    for (int block = 0; block < 5; block++) {
      chain.mine();
    }
    restart();
    LocalChain.of(bitcoind);
    assertTrue(coins() <= 205, "coins " + coins());
    assertTrue(after >= 150 * 50, "of " + before + " it has " + after);
  }
}
