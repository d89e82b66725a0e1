package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.messaging.TryLaterException;
import et.po.node.testing.TestDatabase;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PinJournalTest {
  private static final String NODE = "node";
  private static final Cid FIRST = cid("first");
  private static final Cid SECOND = cid("second");

  private final TestDatabase database = new TestDatabase();
  private final PinJournal journal = new PinJournal(database.database(), List.of(NODE));
  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final List<Cid> brought = new ArrayList<>();

  private static Cid cid(String text) {
    return Block.raw(text.getBytes(StandardCharsets.UTF_8)).cid();
  }

  @BeforeEach
  void begin() throws SQLException {
    journal.begin();
    journal.add(FIRST);
    journal.add(SECOND);
  }

  @AfterEach
  void close() {
    answer.countDown();
    other.close();
    database.close();
  }

  /// Another process is at the first root, and its IPFS node does not answer.
  private Future<Boolean> stuck() throws InterruptedException {
    PinJournal theirs = new PinJournal(database.database(), List.of(NODE));
    Future<Boolean> step =
        other.submit(() ->
            theirs.bringNext(
                NODE,
                _ -> {
                  begun.countDown();
                  try {
                    answer.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    assertTrue(begun.await(60, TimeUnit.SECONDS));
    return step;
  }

  @Test
  void bring_whileAnotherIsStuckAtIt_doesNotWait() throws Exception {
    Future<Boolean> theirs = stuck();
    journal.bring(NODE, FIRST, brought::add);

    assertEquals(List.of(FIRST), brought);
    assertTrue(journal.isAnywhere(FIRST));
    answer.countDown();
    assertTrue(theirs.get());
    assertEquals(List.of(SECOND.toString()), database.column("select cid from ipfs.lack"));
  }

  @Test
  void bringNext_whileAnotherIsStuck_takesTheNextAndNothingTwice() throws Exception {
    Future<Boolean> theirs = stuck();
    assertTrue(journal.bringNext(NODE, brought::add));
    assertFalse(journal.bringNext(NODE, brought::add));

    assertEquals(List.of(SECOND), brought);
    answer.countDown();
    assertTrue(theirs.get());
    assertTrue(journal.isAnywhere(FIRST));
  }

  /// No row that another might write is locked while an IPFS node is called.
  @Test
  void journal_whileAnotherIsStuck_isWrittenByOthers() throws Exception {
    Future<Boolean> theirs = stuck();
    journal.postpone(NODE, FIRST);
    journal.lacks(NODE, List.of(FIRST, SECOND));
    journal.begin();

    answer.countDown();
    assertTrue(theirs.get());
  }

  @Test
  void bring_thatFails_isLackedAsBefore() throws Exception {
    assertThrows(
        TryLaterException.class,
        () ->
            journal.bringNext(
                NODE,
                _ -> {
                  throw new TryLaterException("away");
                }));

    assertFalse(journal.isAnywhere(FIRST));
    assertTrue(journal.bringNext(NODE, brought::add));
    assertEquals(List.of(FIRST), brought);
  }
}
