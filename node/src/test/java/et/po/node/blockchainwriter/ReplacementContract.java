package et.po.node.blockchainwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.bitcoin.BitcoinNode.Fees;
import et.po.node.bitcoin.BitcoinProblem;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.RefusingBitcoin;
import et.po.node.testing.TestChain;
import et.po.node.testing.Unread;
import et.po.testkit.Fault;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Transactions that blocks pass by are replaced by dearer ones, and every batch is anchored once.
abstract class ReplacementContract {
  private final AgroalDataSource database = NodeDatabase.pooled();
  private TestChain chain;
  private RefusingBitcoin bitcoin;
  private BlockchainWriterRun run;
  private int from;

  /// A chain whose wallet has coins.
  abstract TestChain chain(Path directory) throws Exception;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    chain = chain(directory);
    bitcoin = new RefusingBitcoin(chain.bitcoin());
    bitcoin.feeRate(2);
    run = new BlockchainWriterRun(database, chain, bitcoin, Fault.none(), Duration.ofMinutes(1));
    run.settings().replaceAfterBlocks = 2;
    run.settings().replaceAfter = Duration.ZERO;
    from = chain.height() + 1;
  }

  @AfterEach
  void stop() {
    if (chain != null) {
      chain.close();
    }
    database.close();
  }

  private void settle() throws Exception {
    run.toTheEnd(() -> {});
  }

  private String id(String batch) throws Exception {
    return run.column("transaction_id").getOrDefault(batch, "");
  }

  private long fee(String batch) throws Exception {
    return Long.parseLong(run.column("fee").getOrDefault(batch, "-1"));
  }

  private void finish() throws Exception {
    run.mine();
    settle();
    run.check(from);
  }

  @Test
  void passedByBlocks_isReplacedByADearerOneOfTheSameCoin() throws Exception {
    String batch = run.arrive();
    settle();
    String first = id(batch);
    long paid = fee(batch);
    String coin = run.column("coin").getOrDefault(batch, "");
    chain.mineEmpty(1);
    settle();
    assertEquals(first, id(batch), "one block is not yet reason enough");

    chain.mineEmpty(1);
    bitcoin.feeRate(7);
    settle();
    assertNotEquals(first, id(batch));
    assertEquals(coin, run.column("coin").get(batch));
    assertTrue(fee(batch) > 3 * paid, fee(batch) + " after " + paid);
    assertEquals(List.of(id(batch)), chain.waiting());
    finish();
  }

  /// Nothing is dearer now: it still pays the step that a replacement has to.
  @Test
  void replacement_paysTheStepAtLeast() throws Exception {
    String batch = run.arrive();
    settle();
    long paid = fee(batch);
    chain.mineEmpty(2);
    settle();

    assertTrue(fee(batch) > paid && fee(batch) < 2 * paid + 10, fee(batch) + " after " + paid);
    finish();
  }

  @Test
  void firstVersionThatIsMined_counts() throws Exception {
    String batch = run.arrive();
    settle();
    String first = id(batch);
    chain.mineEmpty(2);
    settle();
    String second = id(batch);
    String block = chain.mine(1).getFirst();
    run.mine();
    settle();
    assertEquals(second, id(batch));
    // Undone; and the network had kept the first version, and mines that.
    chain.invalidate(block);
    run.arrive(new BlocksUndone(from + 2, chain.bitcoin().tip().hash()));
    run.deliver(run.writer());
    new AnchorJournal(new Database(database), new InProcessMessaging(database, Unread.TOPOLOGY))
        .markMined(List.of(first), from + 2);
    assertEquals(first, id(batch));
    assertEquals(List.of("" + (from + 2)), List.copyOf(run.column("height").values()));
  }

  /// The one before would be thrown out with its successor, whose batch would want another coin.
  @Test
  void whatOthersBuildOn_isNotReplaced_andTheLastPaysForAll() throws Exception {
    String one = run.arrive();
    settle();
    String parent = id(one);
    bitcoin.coins(all -> all.stream().filter(coin -> coin.transactionId().equals(parent)).toList());
    String two = run.arrive();
    settle();
    String child = id(two);
    bitcoin.coins(all -> all);
    chain.mineEmpty(2);
    bitcoin.feeRate(10);
    settle();

    assertEquals(parent, id(one));
    assertNotEquals(child, id(two));
    assertTrue(fee(one) + fee(two) > 10 * 2 * 140, fee(one) + " and " + fee(two));
    assertEquals(2, chain.waiting().size());
    finish();
  }

  @Test
  void changeOfAReplacedTransaction_isNotBuiltOn() throws Exception {
    String one = run.arrive();
    settle();
    chain.mineEmpty(2);
    settle();
    String replaced = id(one);
    String two = run.arrive();
    settle();

    assertTrue(!run.column("coin").getOrDefault(two, "").startsWith(replaced));
    finish();
  }

  @Test
  void highestRate_isNeverPassed_andSaid() throws Exception {
    run.settings().highestFeeRate = 2.5;
    String batch = run.arrive();
    settle();
    String first = id(batch);
    chain.mineEmpty(2);
    bitcoin.fees(new Fees(OptionalDouble.of(50), 1, 1));
    BlockchainWriter writer = run.writer();
    run.work(writer);

    assertEquals(first, id(batch));
    assertEquals(
        List.of(Kind.STUCK), writer.bitcoinProblems().stream().map(BitcoinProblem::kind).toList());
    assertTrue(writer.problem().orElseThrow().contains("HIGHEST_FEE_RATE"));
    finish();
  }

  @Test
  void dailyCap_countsTheWholeFeeOfAReplacement_whateverTheOneBeforePaidYesterday()
      throws Exception {
    String batch = run.arrive();
    settle();
    long paid = fee(batch);
    new Database(database)
        .run(transaction ->
            Sql.update(
                transaction,
                "update blockchain_writer.batch set journalled = now() - interval '25 hours'"));
    run.settings().dailyCap = OptionalLong.of(paid + 50);
    chain.mineEmpty(2);
    run.work(run.writer());

    assertEquals(paid, fee(batch));
    finish();
  }

  @Test
  void dailyCap_holdsForReplacementsToo() throws Exception {
    String batch = run.arrive();
    settle();
    long paid = fee(batch);
    run.settings().dailyCap = OptionalLong.of(paid + 50);
    chain.mineEmpty(2);
    BlockchainWriter writer = run.writer();
    run.work(writer);

    assertEquals(paid, fee(batch));
    assertTrue(writer.problem().orElseThrow().contains("DAILY_CAP"), writer.problem().orElse(""));
    finish();
  }

  @Test
  void otherVersions_areForgottenAtTheDepth() throws Exception {
    run.settings().confirmations = 3;
    run.arrive();
    settle();
    chain.mineEmpty(2);
    settle();
    run.mine();
    settle();
    assertEquals(1, versions());
    chain.mine(99);
    settle();
    assertEquals(1, versions(), "a reorganisation of a hundred blocks undoes its own");
    chain.mine(1);
    settle();
    assertEquals(0, versions());
  }

  private long versions() throws Exception {
    return new Database(database)
        .inTransaction(transaction ->
            Sql.find(
                transaction,
                row -> row.getLong(1),
                "select count(*) from blockchain_writer.version"))
        .orElseThrow();
  }
}
