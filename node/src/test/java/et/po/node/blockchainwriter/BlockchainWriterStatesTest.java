package et.po.node.blockchainwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.bitcoin.BitcoinNode.Fees;
import et.po.node.bitcoin.BitcoinProblem;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.bitcoin.BitcoinProblemException;
import et.po.node.bitcoin.Network;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.RefusingBitcoin;
import et.po.node.testing.TestChain;
import et.po.testkit.Fault;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What keeps the writer from writing, and how it goes on.
class BlockchainWriterStatesTest {
  private final AgroalDataSource database = NodeDatabase.pooled();
  private TestChain chain;
  private RefusingBitcoin bitcoin;
  private BlockchainWriterRun run;
  private int from;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    chain = new TestChain(directory);
    bitcoin = new RefusingBitcoin(chain.bitcoin());
    run = new BlockchainWriterRun(database, chain, bitcoin, Fault.none(), Duration.ofMinutes(1));
    from = chain.height() + 1;
  }

  @AfterEach
  void stop() {
    chain.close();
    database.close();
  }

  private void settle() throws Exception {
    run.toTheEnd(() -> {});
  }

  private BitcoinProblem problem() {
    return assertThrows(BitcoinProblemException.class, this::settle).problem();
  }

  @Test
  void dailyCap_makesBatchesWait_alsoOverARestart_andOtherDaysDoNotCount() throws Exception {
    run.settings().dailyCap = OptionalLong.of(1200);
    for (int i = 0; i < 4; i++) {
      run.arrive();
    }
    assertEquals(Kind.DAILY_CAP, problem().kind());
    assertEquals(Kind.DAILY_CAP, problem().kind(), "a new writer counts what the last one spent");
    assertEquals(2, chain.waiting().size());

    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "update blockchain_writer.batch set journalled = now() - interval '25 hours'"
              + " where transaction_id is not null");
    }
    settle();
    assertEquals(4, chain.waiting().size());
    run.mine();
    settle();
    run.check(from);
  }

  @Test
  void mainnet_isRefusedAtTheStart_unlessItIsMeant() {
    run.network(Network.MAINNET);
    IllegalArgumentException problem =
        assertThrows(IllegalArgumentException.class, () -> run.writer());
    assertTrue(problem.toString().contains("i-spend-real-bitcoin"), problem.toString());

    run.settings().mainnet = Optional.of("yes");
    assertThrows(IllegalArgumentException.class, () -> run.writer());
    run.settings().mainnet = Optional.of("i-spend-real-bitcoin");
    assertEquals(Optional.empty(), run.writer().problem());
  }

  @Test
  void depthBelowOne_isRefusedAtTheStart() {
    run.settings().confirmations = 0;
    IllegalArgumentException problem =
        assertThrows(IllegalArgumentException.class, () -> run.writer());
    assertTrue(problem.toString().contains("confirmations is 1 at least"), problem.toString());
  }

  @Test
  void readOnlyOnMainnet_writesNothing() throws Exception {
    run.network(Network.MAINNET);
    run.settings().mainnet = Optional.of("read-only");
    bitcoin.pretend("main", Instant.now(), false);
    run.arrive();
    settle();

    assertEquals(List.of(), chain.waiting());
  }

  @Test
  void everyNetwork_isKnownByWhatNodesCallIt() throws Exception {
    run.settings().mainnet = Optional.of("i-spend-real-bitcoin");
    for (String[] named :
        new String[][] {
          {"mainnet", "main"},
          {"mainnet", "mainnet"},
          {"testnet", "test"},
          {"testnet", "testnet4"},
          {"testnet4", "testnet4"},
          {"signet", "signet"},
          {"regtest", "regtest"}
        }) {
      run.network(Network.named(named[0]));
      bitcoin.pretend(named[1], Instant.now(), false);
      run.arrive();
      settle();
    }
    for (String[] wrong :
        new String[][] {
          {"mainnet", "test"}, {"testnet4", "test"}, {"testnet", "main"}, {"regtest", "signet"}
        }) {
      run.network(Network.named(wrong[0]));
      bitcoin.pretend(wrong[1], Instant.now(), false);
      assertEquals(Kind.WRONG_NETWORK, problem().kind());
    }
    assertThrows(IllegalArgumentException.class, () -> Network.named("livenet"));
  }

  @Test
  void nodeThatSyncs_orHearsOfNoBlocks_isNotWrittenTo() {
    run.network(Network.SIGNET);
    run.arrive();
    bitcoin.pretend("signet", Instant.now(), true);
    BitcoinProblem syncing = problem();
    assertEquals(Kind.SYNCING, syncing.kind());
    assertTrue(syncing.sentence().contains("of 999"), syncing.sentence());

    bitcoin.pretend("signet", Instant.now(), false, 998);
    assertTrue(problem().sentence().contains("of 998"), problem().sentence());

    bitcoin.pretend("signet", Instant.now().minus(Duration.ofHours(4)), false);
    BitcoinProblem old = problem();
    assertEquals(Kind.SYNCING, old.kind());
    assertTrue(old.sentence().contains("240 minutes"), old.sentence());
  }

  @Test
  void networkThatAsksMoreThanTheHighestRate_isSaid() throws Exception {
    bitcoin.fees(new Fees(OptionalDouble.empty(), 150, 1));
    run.arrive();
    assertEquals(Kind.FEES_TOO_HIGH, problem().kind());

    bitcoin.fees(new Fees(OptionalDouble.empty(), 99, 1));
    settle();
    assertEquals(1, chain.waiting().size());
  }

  @Test
  void look_tellsOfTheWalletBeforeABatchWantsIt() throws Exception {
    BlockchainWriter writer = run.writer();
    writer.look();
    assertEquals(List.of(), writer.bitcoinProblems());
    assertTrue(writer.figures().balance() > 0);

    bitcoin.lock(true);
    bitcoin.poor(true);
    writer.look();
    assertEquals(
        List.of(Kind.WALLET_LOCKED, Kind.LOW_BALANCE),
        writer.bitcoinProblems().stream().map(BitcoinProblem::kind).toList());
    bitcoin.lock(false);
    bitcoin.poor(false);
    run.arrive();
    run.deliver(writer);
    run.work(writer);
    writer.look();
    assertEquals(List.of(), writer.bitcoinProblems());
    assertEquals(1, writer.figures().unmined());
    assertTrue(writer.figures().spentLastDay() > 200);
  }
}
