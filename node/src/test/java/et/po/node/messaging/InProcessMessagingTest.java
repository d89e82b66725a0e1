package et.po.node.messaging;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import et.po.node.messages.Message.TransactionSent;
import et.po.node.testing.TestDatabase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InProcessMessagingTest extends MessagingContract {
  @Override
  Messaging open(TestDatabase database) {
    return new InProcessMessaging(database.source());
  }

  @Override
  void close(Messaging messaging) {
    ((InProcessMessaging) messaging).close();
  }

  @Override
  int setAside(String subscriber) {
    return (int)
        database.count(
            "select count(*) from messaging.dead_letter where subscriber = ?", subscriber);
  }

  @Test
  void cleaning_leavesWhatASubscriberHasNotRead() throws Exception {
    Outbox outbox = new Outbox(database.database());
    outbox.register("slow");
    List<String> seen = listen("quick");
    publish("one");
    publish("two");
    eventually("both", () -> seen.size() == 2);
    eventually("acknowledged", () -> position("quick") == 2);

    assertEquals(0, outbox.clean());
    outbox.acknowledge("slow", 1);
    assertEquals(1, outbox.clean());
    assertEquals(1, database.count("select count(*) from messaging.outbox"));
  }

  @Test
  void cleanedToTheLast_goesOn() throws Exception {
    List<String> seen = listen("one");
    publish("first");
    eventually("acknowledged", () -> position("one") == 1);
    assertEquals(1, new Outbox(database.database()).clean());
    restart();
    List<String> again = listen("one");
    publish("second");

    eventually("the second", () -> again.equals(List.of("second")));
    assertEquals(List.of("first"), seen);
  }

  @Test
  void foreignMessages_moveThePositionInTheEnd() throws Exception {
    listen("one");
    publish(new et.po.node.messages.Message.BlocksUndone(1, "parent"));

    eventually("passed over, and written down", () -> position("one") == 1);
  }

  @Test
  void positionNeverGoesBack() throws Exception {
    Outbox outbox = new Outbox(database.database());
    outbox.register("one");
    outbox.acknowledge("one", 5);
    outbox.acknowledge("one", 3);

    assertEquals(5, position("one"));
  }

  @Test
  void sameNameTwice_isRefused() {
    listen("one");

    assertThrows(
        IllegalStateException.class,
        () -> messaging.subscribe("one", Set.of(TransactionSent.class), _ -> {}));
  }

  @Test
  void messageOfANewerProgram_isUnderstoodAsFarAsItIsKnown() throws Exception {
    List<String> seen = listen("one");
    database.execute(
        "insert into messaging.outbox (type, body) values ('TransactionSent',"
            + " '{\"batchCid\":\"b\",\"transactionId\":\"t\",\"feeRate\":3}')");

    eventually("the message", () -> seen.equals(List.of("t")));
  }

  @Test
  void unreadableMessage_isSetAside() throws Exception {
    List<String> seen = listen("one");
    database.execute(
        "insert into messaging.outbox (type, body) values ('TransactionSent', '[not json')");
    publish("last");

    eventually("the last", () -> seen.equals(List.of("last")));
    assertEquals(1, setAside("one"));
  }

  @Test
  void brokenConnections_loseNothing() throws Exception {
    List<String> seen = listen("one");
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
          } catch (java.sql.SQLException e) {
            return false;
          }
        });

    eventually("the second", () -> seen.contains("second"));
  }

  private long position(String subscriber) {
    return database.count(
        "select coalesce(max(position), -1) from messaging.subscriber where name = ?", subscriber);
  }
}
