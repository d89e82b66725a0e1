package et.po.node.blockchainwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import et.po.node.bitcoin.BitcoinNode.Coin;
import et.po.node.bitcoin.BitcoinNode.SignedTransaction;
import et.po.node.bitcoin.BitcoinNode.Unconfirmed;
import et.po.node.blockchainwriter.AnchorJournal.Batch;
import et.po.node.blockchainwriter.AnchorJournal.Journalled;
import et.po.node.blockchainwriter.AnchorJournal.Version;
import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.testing.BeforeStatement;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.Polling;
import et.po.node.testing.Unread;
import io.agroal.api.AgroalDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// A block with a transaction is told of while another process changes which version of it counts:
/// whichever of the two is first, the transaction of the block counts in the end, and has its
/// height.
@TestInstance(Lifecycle.PER_CLASS)
class MinedMeanwhileTest {
  private static final int HEIGHT = 7;
  private static final int STATEMENTS = 5;

  private final AgroalDataSource database = NodeDatabase.pooled();
  private final ExecutorService other = Executors.newCachedThreadPool();
  private final AnchorJournal journal = journal(database);
  private int batches;

  @AfterAll
  void stop() {
    other.shutdown();
    database.close();
  }

  private static AnchorJournal journal(DataSource source) {
    return new AnchorJournal(new Database(source), new InProcessMessaging(source, Unread.TOPOLOGY));
  }

  /// What another process does to the version that counts.
  private interface Change {
    void make(AnchorJournal journal, Journalled counting) throws SQLException;
  }

  @TestFactory
  Stream<DynamicTest> change_betweenTwoStatements_losesNoBlock() {
    List<DynamicTest> rows = new ArrayList<>();
    for (int statement = 1; statement <= STATEMENTS; statement++) {
      int at = statement;
      rows.add(row("replaced", at, this::replace));
      rows.add(row("discarded", at, AnchorJournal::discard));
      rows.add(row("taken back", at, (journal, now) -> journal.takeBack(now, before(now))));
    }
    return rows.stream();
  }

  private DynamicTest row(String name, int statement, Change change) {
    return dynamicTest(
        name + " before statement " + statement,
        () -> {
          Journalled counting = sentTwice();
          BeforeStatement slow =
              new BeforeStatement(database, statement, () -> start(change, counting));
          journal(slow.source()).markMined(List.of(counting.transactionId()), HEIGHT);
          slow.started().orElseThrow().join();
          assertMined(counting);
        });
  }

  /// The other has the row, and ends when this one waits for it.
  @TestFactory
  Stream<DynamicTest> change_thatEndsWhileTheBlockWaits_losesNoBlock() {
    return Stream.of(
        waiting("replaced", this::replace),
        waiting("discarded", AnchorJournal::discard),
        waiting("taken back", (journal, now) -> journal.takeBack(now, before(now))));
  }

  private DynamicTest waiting(String name, Change change) {
    return dynamicTest(
        name,
        () -> {
          Journalled counting = sentTwice();
          List<CompletableFuture<Void>> told = new ArrayList<>();
          BeforeStatement slow =
              BeforeStatement.commit(
                  database,
                  () -> {
                    CompletableFuture<Void> mined =
                        start(
                            (journal, now) ->
                                journal.markMined(List.of(now.transactionId()), HEIGHT),
                            counting);
                    told.add(mined);
                    return mined;
                  });
          change.make(journal(slow.source()), counting);
          told.getFirst().join();
          assertMined(counting);
        });
  }

  /// In another thread; comes back when that is done, or waits for a lock.
  private CompletableFuture<Void> start(Change change, Journalled counting) {
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(
            () -> {
              try {
                change.make(journal, counting);
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            },
            other);
    try {
      Polling.until(() -> done.isDone() || someoneWaits());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return done;
  }

  private boolean someoneWaits() {
    return list("select 1 from pg_stat_activity where datname = current_database()"
                + " and wait_event_type = 'Lock'")
            .size()
        > 0;
  }

  private List<String> list(String sql) {
    try {
      return new Database(database)
          .inTransaction(transaction -> Sql.list(transaction, row -> row.getString(1), sql));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A batch whose transaction has a version before it.
  private Journalled sentTwice() throws SQLException {
    Batch batch = new Batch("batch " + ++batches, 1);
    journal.add(new BatchCreated(batch.cid(), 1, List.of()));
    journal.journal(batch, version(batch, 1));
    journal.markSent(find(batch));
    journal.replace(find(batch), version(batch, 2));
    journal.markSent(find(batch));
    return find(batch);
  }

  private void replace(AnchorJournal journal, Journalled now) throws SQLException {
    journal.replace(now, version(now.batch(), 3));
  }

  private String before(Journalled now) {
    return now.batch().cid() + ", version 1";
  }

  private static Version version(Batch batch, int number) {
    String id = batch.cid() + ", version " + number;
    return new Version(
        new SignedTransaction(id, id.getBytes(StandardCharsets.UTF_8), 1),
        new Coin("coin of " + batch.cid(), 0, 10_000, 1, Unconfirmed.NONE),
        number,
        1);
  }

  private Journalled find(Batch batch) throws SQLException {
    return Stream.concat(journal.unsent().stream(), journal.unmined(Duration.ofDays(-1)).stream())
        .filter(found -> found.batch().equals(batch))
        .findFirst()
        .orElseThrow();
  }

  private void assertMined(Journalled mined) {
    assertEquals(
        List.of(mined.transactionId() + " at " + HEIGHT),
        list(
            "select transaction_id || ' at ' || coalesce(height::text, 'no height')"
                + " from blockchain_writer.batch where batch_cid = '"
                + mined.batch().cid()
                + "'"));
    assertTrue(
        list("select transaction_id from blockchain_writer.version").stream()
            .noneMatch(mined.transactionId()::equals),
        "in one place");
  }
}
