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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    journal.compare(NODE, _ -> {});
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

  /// A root of those that are given, which tells of them in their order.
  private static List<Cid> gathered(PinJournal journal, PinJournal.Together together)
      throws SQLException {
    List<Cid> under = new ArrayList<>();
    boolean gathers =
        journal.gather(
            together,
            files -> {
              under.addAll(files);
              return cid(files.toString());
            });
    assertEquals(gathers, !under.isEmpty());
    return under;
  }

  @Test
  void files_waitUntilTheyAreMany() throws SQLException {
    PinJournal.Together together = new PinJournal.Together(3, 1000, Duration.ofHours(1));
    journal.addLoose(cid("a"), 1);
    journal.addLoose(cid("b"), 1);
    assertEquals(List.of(), gathered(journal, together));
    journal.addLoose(cid("c"), 1);
    journal.addLoose(cid("d"), 1);

    assertEquals(3, gathered(journal, together).size());
    assertEquals(List.of(), gathered(journal, together));
    assertEquals(List.of(cid("d").toString()), database.column("select cid from ipfs.loose"));
  }

  @Test
  void files_waitUntilTheyAreOld() throws SQLException {
    PinJournal.Together together = new PinJournal.Together(1000, 1000, Duration.ofMinutes(10));
    journal.addLoose(cid("a"), 1);
    assertEquals(List.of(), gathered(journal, together));
    database.execute("update ipfs.loose set added = added - interval '601 seconds'");
    journal.addLoose(cid("b"), 1);

    assertEquals(Set.of(cid("a"), cid("b")), Set.copyOf(gathered(journal, together)));
  }

  @Test
  void files_waitUntilTheyAreLarge_andOneThatIsTooLargeComesAlone() throws SQLException {
    PinJournal.Together together = new PinJournal.Together(1000, 100, Duration.ofHours(1));
    journal.addLoose(cid("a"), 99);
    assertEquals(List.of(), gathered(journal, together));
    journal.addLoose(cid("b"), 500);
    journal.addLoose(cid("c"), 500);

    assertEquals(Set.of(cid("a"), cid("b")), Set.copyOf(gathered(journal, together)));
    assertEquals(List.of(cid("c")), gathered(journal, together));
  }

  @Test
  void compare_whatIsNotTold_isLackedAgain_andWhatComesMeanwhileOnce() throws SQLException {
    database.execute("delete from ipfs.lack");
    int missing =
        journal.compare(
            NODE,
            pages -> {
              journal.add(cid("meanwhile"));
              database.execute("delete from ipfs.lack");
              pages.take(List.of(cid("of somebody else")));
              pages.take(List.of(SECOND));
            });

    assertEquals(1, missing);
    assertEquals(List.of(FIRST.toString()), database.column("select cid from ipfs.lack"));
  }

  @Test
  void compare_thatBreaksOff_changesNothing() {
    database.execute("delete from ipfs.lack");
    assertThrows(
        TryLaterException.class,
        () ->
            journal.compare(
                NODE,
                pages -> {
                  pages.take(List.of(FIRST));
                  throw new TryLaterException("it broke off");
                }));

    assertEquals(0, database.count("select count(*) from ipfs.lack"));
  }

  @Test
  void release_forgetsWhatNoNodeHas_andNothingElse() throws SQLException {
    assertTrue(journal.bringNext(NODE, brought::add));
    journal.release(FIRST);
    journal.release(SECOND);
    assertTrue(journal.isAnywhere(FIRST));
    assertFalse(journal.isAnywhere(SECOND));

    assertEquals(List.of(FIRST.toString()), database.column("select cid from ipfs.root"));
    assertEquals(0, database.count("select count(*) from ipfs.lack"));
  }
}
