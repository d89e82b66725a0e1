package et.po.node.messaging;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messages.Message.TransactionSent;
import et.po.node.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the outbox's readers do when something is wrong.
class OutboxReaderTest {
  private final TestDatabase database = new TestDatabase();
  private final InProcessMessaging messaging =
      new InProcessMessaging(
          database.source(),
          Topology.of(Topology.Subscriber.ordered("one", TransactionSent.class)));

  @AfterEach
  void close() {
    messaging.close();
    database.close();
  }

  private List<String> listen() {
    List<String> seen = new CopyOnWriteArrayList<>();
    subscribe(message -> seen.add(message.transactionId()));
    return seen;
  }

  private interface Handler {
    void handle(TransactionSent message);
  }

  private Messaging.Subscription subscribe(Handler handler) {
    return messaging.subscribe("one", message -> handler.handle((TransactionSent) message));
  }

  private void publish(String id) throws SQLException {
    database
        .database()
        .run(transaction -> messaging.publish(transaction, new TransactionSent("batch", id)));
  }

  private long position() {
    return database.count(
        "select coalesce(max(position), -1) from messaging.subscriber where name = 'one'");
  }

  @Test
  void problemThatNoDatabaseHolds_isStillWrittenDown() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    subscribe(message -> {
      if (message.transactionId().equals("poison")) {
        throw new IllegalArgumentException("\u0000 and \ud800 " + "x".repeat(100_000));
      }
      seen.add(message.transactionId());
    });
    publish("poison");
    publish("last");

    eventually("the one behind it", () -> seen.equals(List.of("last")));
    assertEquals(1, database.count("select count(*) from messaging.dead_letter"));
  }

  @Test
  void waiting_isSaidAndTakenBack() throws Exception {
    AtomicBoolean away = new AtomicBoolean(true);
    Messaging.Subscription subscription =
        subscribe(_ -> {
          if (away.get()) {
            throw new TryLaterException("the store is away");
          }
        });
    publish("first");

    eventually(
        "the problem", () -> subscription.problem().equals(Optional.of("the store is away")));
    away.set(false);
    eventually("no problem", () -> subscription.problem().isEmpty());
  }

  @Test
  void messageOfANewerProgram_isUnderstoodAsFarAsItIsKnown() {
    List<String> seen = listen();
    database.execute(
        "insert into messaging.outbox (type, body) values ('TransactionSent',"
            + " '{\"batchCid\":\"b\",\"transactionId\":\"t\",\"feeRate\":3}')");

    eventually("the message", () -> seen.equals(List.of("t")));
  }

  @Test
  void whatIsNoMessage_isSetAside() throws Exception {
    List<String> seen = listen();
    database.execute("insert into messaging.outbox (type, body) values ('TransactionSent', '[no')");
    publish("last");

    eventually("the last", () -> seen.equals(List.of("last")));
    assertEquals(1, database.count("select count(*) from messaging.dead_letter"));
  }

  @Test
  void otherSubscribersMessages_moveThePositionInTheEnd() throws Exception {
    listen();
    database
        .database()
        .run(transaction -> messaging.publish(transaction, new BlocksUndone(1, "parent")));

    eventually("passed over, and written down", () -> position() == 1);
  }

  @Test
  void brokenConnections_loseNothing() throws Exception {
    List<String> seen = listen();
    publish("first");
    eventually("the first", () -> seen.contains("first"));
    database.column(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()");
    eventually(
        "a connection to publish with",
        () -> {
          try {
            publish("second");
            return true;
          } catch (SQLException e) {
            return false;
          }
        });

    eventually("the second", () -> seen.contains("second"));
  }

  @Test
  void manySmallMessages_areAllHeardInOrder() throws Exception {
    List<String> seen = listen();
    database
        .database()
        .run(transaction -> {
          for (int i = 0; i < 3000; i++) {
            messaging.publish(transaction, new TransactionSent("batch", "m" + i));
          }
        });

    eventually("all", () -> seen.size() >= 3000);
    for (int i = 0; i < 3000; i++) {
      assertEquals("m" + i, seen.get(i));
    }
  }

  @Test
  void closed_holdsNoConnection() throws Exception {
    listen();
    publish("first");
    messaging.close();

    assertEquals(
        0,
        database.count(
            "select count(*) from pg_stat_activity where datname = current_database()"
                + " and pid <> pg_backend_pid() and state <> 'idle'"));
  }
}
