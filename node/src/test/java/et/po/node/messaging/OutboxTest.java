package et.po.node.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messages.Message.TransactionSent;
import et.po.node.testing.NodeDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final List<String> TYPES = List.of("TransactionSent");

  private final Database database = new Database(NodeDatabase.fresh());
  private final Outbox outbox = new Outbox(database);

  @BeforeEach
  void publish() throws Exception {
    for (int i = 0; i < 3; i++) {
      String name = "message " + i;
      database.run(
          transaction -> outbox.append(transaction, new TransactionSent(name, "transaction")));
    }
  }

  private List<Long> kept() throws Exception {
    return outbox.read(0, TYPES, 10).entries().stream().map(Outbox.Entry::position).toList();
  }

  @Test
  void clean_keepsWhatASubscriberHasNotRead() throws Exception {
    List<Long> positions = kept();
    outbox.register("fast");
    outbox.register("slow");
    // Of a role that there is no more.
    outbox.register("gone");
    outbox.acknowledge("fast", positions.get(2));
    assertEquals(0, outbox.clean(Set.of("fast", "slow")));
    outbox.acknowledge("slow", positions.get(1));

    assertEquals(2, outbox.clean(Set.of("fast", "slow")));
    assertEquals(positions.subList(2, 3), kept());
  }

  @Test
  void clean_whileASubscriberWasNeverSeen_keepsEverything() throws Exception {
    List<Long> positions = kept();
    outbox.register("early");
    outbox.acknowledge("early", positions.get(2));

    assertEquals(0, outbox.clean(Set.of("early", "late")));
    assertEquals(0, outbox.register("late"));
    assertEquals(positions, kept());
  }

  @Test
  void clean_withoutSubscribers_keepsEverything() throws Exception {
    assertEquals(0, outbox.clean(Set.of()));
  }

  @Test
  void cleanPublished_keepsForAWhileAfterItWasPublished_notAfterItWasWritten() throws Exception {
    List<Long> positions = kept();
    database.run(transaction ->
        Sql.update(transaction, "update messaging.outbox set written = now() - interval '2 days'"));
    outbox.cleanPublished(positions.get(1), Duration.ofDays(1));
    assertEquals(positions, kept());

    database.run(transaction ->
        Sql.update(transaction, "update messaging.published set at = now() - interval '25 hours'"));
    outbox.cleanPublished(positions.get(2), Duration.ofDays(1));
    assertEquals(positions.subList(2, 3), kept());
  }

  /// The broker has lost it: what was published before counts no longer.
  @Test
  void cleanPublished_afterARewind_keepsEverything() throws Exception {
    List<Long> positions = kept();
    outbox.cleanPublished(positions.get(1), Duration.ofDays(1));
    database.run(transaction ->
        Sql.update(transaction, "update messaging.published set at = now() - interval '25 hours'"));
    outbox.rewind();
    outbox.cleanPublished(0, Duration.ofDays(1));

    assertEquals(positions, kept());
  }

  @Test
  void publishAgain_isRemembered_andOnlyWhereItsTurnHasNotEnded() throws Exception {
    assertEquals(new Outbox.Progress(0, 0), outbox.progress());
    assertTrue(outbox.publishAgain(0, 3));
    assertTrue(outbox.advance(0, 2));
    assertEquals(new Outbox.Progress(2, 3), outbox.progress());
    assertFalse(outbox.publishAgain(0, 7));
  }

  /// What a queue refused may be behind any that it took.
  @Test
  void rewind_whileSomeArePublishedAgain_hasAllComeOutOfTheirOrder() throws Exception {
    outbox.progress();
    long highest = outbox.highest();
    assertTrue(outbox.publishAgain(0, highest - 1));
    outbox.rewind();
    assertEquals(new Outbox.Progress(0, highest), outbox.progress());
    assertTrue(outbox.advance(0, highest));
    outbox.rewind();

    assertEquals(new Outbox.Progress(0, 0), outbox.progress());
  }

  @Test
  void acknowledge_neverGoesBack() throws Exception {
    outbox.register("reader");
    outbox.acknowledge("reader", 3);
    outbox.acknowledge("reader", 1);

    assertEquals(3, outbox.register("reader"));
  }
}
