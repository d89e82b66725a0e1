package et.po.node.blockchainwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import et.po.node.bitcoin.BitcoinProblem;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.bitcoin.BitcoinProblemException;
import et.po.node.bitcoin.CoreRpc;
import et.po.node.bitcoin.Network;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.Polling;
import et.po.node.testing.RealBitcoin;
import et.po.node.testing.RefusingBitcoin;
import et.po.node.testing.TestChain;
import et.po.testkit.Fault;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Anchors on the chain of a real Bitcoin daemon, paid by its descriptor wallet, and each state
/// that keeps from it.
@Tag("real")
class RealBlockchainTest {
  private final AgroalDataSource database = NodeDatabase.pooled();
  @TempDir Path directory;
  private RealBitcoin daemon;
  private TestChain chain;
  private RefusingBitcoin bitcoin;
  private BlockchainWriterRun run;
  private int from;

  @BeforeEach
  void start() {
    daemon = RealBitcoin.start(directory);
    chain = TestChain.of(daemon);
    chain.mine(110);
    bitcoin = new RefusingBitcoin(chain.bitcoin());
    run = new BlockchainWriterRun(database, chain, bitcoin, Fault.none(), Duration.ZERO);
    from = chain.height() + 1;
  }

  @AfterEach
  void stop() {
    if (daemon != null) {
      daemon.close();
    }
    database.close();
  }

  private void settle() throws Exception {
    run.toTheEnd(() -> {});
  }

  private void finish() throws Exception {
    run.mine();
    settle();
    run.check(from);
  }

  private BitcoinProblem problem() {
    return assertThrows(BitcoinProblemException.class, this::settle).problem();
  }

  @Test
  void batches_areAnchoredAndReadBack() throws Exception {
    run.arrive();
    run.arrive();
    settle();
    finish();
  }

  /// Of every kind of coin a wallet has: the fee is what was asked, the transaction small.
  @Test
  void everyKindOfCoin_paysItsFee() throws Exception {
    for (String kind : List.of("legacy", "p2sh-segwit", "bech32", "bech32m")) {
      String address = chain.call("getnewaddress", "", kind).asText();
      // Not by sendtoaddress, which chooses coins by chance.
      String funding = chain.pay(address, 50_000_000);
      chain.mine(1);
      assertEquals(1, chain.call("gettransaction", funding).path("confirmations").asInt());
      run.rewind(chain.height());
      bitcoin.coins(all ->
          all.stream()
              .filter(c -> c.transactionId().equals(funding) && c.satoshis() == 50_000_000)
              .toList());
      bitcoin.feeRate(5);
      String batch = run.arrive();
      settle();
      String id = run.column("transaction_id").getOrDefault(batch, "");
      JsonNode entry = chain.call("getmempoolentry", id);
      double rate =
          entry.path("fees").path("base").asDouble() * 100_000_000 / entry.path("vsize").asInt();
      assertTrue(rate >= 5 && rate < 5.1, kind + ": " + rate);
      JsonNode transaction = chain.call("getrawtransaction", id, true);
      assertEquals(1, transaction.path("vin").size(), kind);
      assertEquals(2, transaction.path("vout").size(), kind);
      chain.mine(1);
    }
  }

  /// With an index Core finds the transactions of blocks, too, that are not in the chain any more.
  @Test
  void transactionOfAStaleBlock_isNotKnown_evenWithAnIndex() throws Exception {
    daemon.close();
    daemon = RealBitcoin.start(directory.resolve("indexed"), "-txindex=1");
    chain = TestChain.of(daemon);
    chain.mine(101);
    String address = chain.call("getnewaddress").asText();
    String id = chain.call("sendtoaddress", address, "1").asText();
    String block = chain.mine(1).getFirst();
    assertTrue(chain.bitcoin().knows(id));
    chain.invalidate(block);
    assertTrue(chain.bitcoin().knows(id), "it waits again");
    String other = chain.call("bumpfee", id).path("txid").asText();
    chain.mine(2);

    assertTrue(chain.bitcoin().knows(other));
    Polling.until(
        () -> chain.call("getindexinfo", "txindex").path("txindex").path("synced").asBoolean());
    assertFalse(chain.bitcoin().knows(id));
  }

  @Test
  void lockedWallet_isSaid_andUnlockedGoesOn() throws Exception {
    chain.call("encryptwallet", "pass phrase");
    run.arrive();
    BitcoinProblem problem = problem();
    assertEquals(Kind.WALLET_LOCKED, problem.kind());
    assertTrue(problem.sentence().contains("walletpassphrase"), problem.sentence());
    assertTrue(chain.bitcoin().isLocked());

    chain.call("walletpassphrase", "pass phrase", 600);
    settle();
    finish();
  }

  @Test
  void walletThatIsNotLoaded_isLoaded() throws Exception {
    chain.call("unloadwallet", RealBitcoin.WALLET);
    run.arrive();
    settle();
    finish();
  }

  @Test
  void walletThatIsNotThere_isSaid() {
    CoreRpc nobody = new CoreRpc(daemon.daemonUrl().resolve("/wallet/nobody"));
    BitcoinProblemException named =
        assertThrows(BitcoinProblemException.class, () -> nobody.coins(0));
    assertEquals(Kind.WALLET_NOT_LOADED, named.problem().kind());
    assertTrue(named.problem().sentence().contains("\"nobody\""), named.problem().sentence());

    chain.call("unloadwallet", RealBitcoin.WALLET);
    BitcoinProblemException none =
        assertThrows(BitcoinProblemException.class, () -> new CoreRpc(daemon.daemonUrl()).coins(0));
    assertEquals(Kind.WALLET_NOT_LOADED, none.problem().kind());
    assertTrue(none.problem().sentence().contains("/wallet/NAME"), none.problem().sentence());
    // Reading needs no wallet.
    assertEquals(110, new CoreRpc(daemon.daemonUrl()).tip().height());
  }

  @Test
  void emptyWallet_isSaid_alsoBeforeABatchComes() throws Exception {
    chain.call("createwallet", "empty");
    CoreRpc empty = new CoreRpc(daemon.daemonUrl().resolve("/wallet/empty"));
    BlockchainWriterRun poor =
        new BlockchainWriterRun(database, chain, empty, Fault.none(), Duration.ZERO);
    BlockchainWriter writer = poor.writer();
    writer.look();
    assertEquals(List.of(Kind.LOW_BALANCE), kinds(writer));
    assertEquals(0, writer.figures().balance());

    poor.arrive();
    BitcoinProblemException problem =
        assertThrows(BitcoinProblemException.class, () -> poor.toTheEnd(() -> {}));
    assertEquals(Kind.NO_COIN, problem.problem().kind());
  }

  private static List<Kind> kinds(BlockchainWriter writer) {
    return writer.bitcoinProblems().stream().map(BitcoinProblem::kind).toList();
  }

  /// A wallet with one coin: 25 transactions wait in a row, the rest for a block.
  @Test
  void oneCoin_bearsTwentyFiveAnchorsAtOnce() throws Exception {
    String only = bitcoin.coins(0).getFirst().transactionId();
    run.settings().rebroadcast = Duration.ofMinutes(1);
    bitcoin.coins(all ->
        all.stream()
            .filter(c -> c.transactionId().equals(only) || c.confirmations() < 2)
            .filter(c -> c.satoshis() <= 5_000_000_000L)
            .toList());
    for (int i = 0; i < 27; i++) {
      run.arrive();
    }
    BitcoinProblem problem = problem();
    assertEquals(Kind.UNCONFIRMED_CHAIN, problem.kind());
    assertEquals(25, chain.waiting().size());

    run.mine();
    settle();
    assertEquals(2, chain.waiting().size());
    finish();
  }

  @Test
  void killedDaemon_isSaid_andNothingIsAnchoredTwice() throws Exception {
    run.arrive();
    settle();
    // Which writes the chain to disk; what waits is in memory alone.
    chain.call("gettxoutsetinfo");
    daemon.kill();
    run.arrive();
    assertEquals(Kind.NODE_AWAY, problem().kind());

    daemon.restart();
    settle();
    assertEquals(2, chain.waiting().size());
    finish();
  }

  /// The second anchor spends the first's change; then the daemon's lowest fee rises above what
  /// they pay, and it has neither any more.
  @Test
  void evictedPairOfAnchors_isMadeDearerFromItsRoot_andKeepsNobodyWaiting() throws Exception {
    bitcoin.feeRate(2);
    String one = run.arrive();
    settle();
    String parent = run.column("transaction_id").getOrDefault(one, "");
    bitcoin.coins(all -> all.stream().filter(coin -> coin.transactionId().equals(parent)).toList());
    String two = run.arrive();
    settle();
    bitcoin.coins(all -> all);
    assertEquals(2, chain.waiting().size());
    chain.call("gettxoutsetinfo");
    daemon.kill();
    daemon.restart("-minrelaytxfee=0.0001");
    bitcoin.feeRate(20);

    String three = run.arrive();
    settle();
    settle();
    assertTrue(chain.waiting().contains(run.column("transaction_id").getOrDefault(three, "")));
    settle();
    assertTrue(
        run.column("coin")
            .getOrDefault(two, "")
            .startsWith(run.column("transaction_id").getOrDefault(one, "none")));
    assertEquals(3, chain.waiting().size());
    finish();
  }

  @Test
  void feesAboveTheHighestRate_areSaid() throws Exception {
    daemon.close();
    try (RealBitcoin dear = RealBitcoin.start(directory, "-minrelaytxfee=0.002")) {
      chain = TestChain.of(dear);
      run =
          new BlockchainWriterRun(
              database, chain, chain.bitcoin(), Fault.none(), Duration.ofMinutes(1));
      run.arrive();
      BitcoinProblem problem = problem();
      assertEquals(Kind.FEES_TOO_HIGH, problem.kind());
      assertTrue(problem.sentence().contains("200.0"), problem.sentence());
    }
  }

  @Test
  void anotherNetwork_isNotWrittenTo() {
    run.network(Network.SIGNET);
    run.arrive();

    BitcoinProblem problem = problem();
    assertEquals(Kind.WRONG_NETWORK, problem.kind());
    assertEquals(List.of(), chain.waiting());
  }

  /// A person spent the coin of an anchor that was sent: it is waited out, and then another is
  /// taken.
  @Test
  void coinSpentByHand_isReplacedOnceThatIsDeep() throws Exception {
    run.settings().confirmations = 3;
    String batch = run.arrive();
    settle();
    String id = run.column("transaction_id").getOrDefault(batch, "");
    String coin = run.column("coin").getOrDefault(batch, "");
    String[] point = coin.split(":", 2);
    Map<String, Object> input = Map.of("txid", point[0], "vout", Integer.parseInt(point[1]));
    String raw =
        chain
            .call(
                "createrawtransaction",
                List.of(input),
                List.of(Map.of(chain.call("getnewaddress").asText(), "49.9")))
            .asText();
    String signed = chain.call("signrawtransactionwithwallet", raw).path("hex").asText();
    chain.call("sendrawtransaction", signed, 0);
    run.mine();
    run.arrive();
    BlockchainWriter writer = run.writer();
    run.deliver(writer);
    run.work(writer);
    assertEquals(List.of(Kind.DROPPED), kinds(writer));
    assertEquals(id, run.column("transaction_id").get(batch), "it may come back");

    for (int i = 0; i < 3; i++) {
      run.mine();
      settle();
    }
    settle();
    assertTrue(!run.column("transaction_id").getOrDefault(batch, "").equals(id));
    finish();
  }
}
