package et.po.node.messaging;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.messages.Message;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messages.Message.TransactionSent;
import et.po.node.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What [Messaging] promises, whoever keeps the promise.
abstract class MessagingContract {
  private final List<AutoCloseable> running = new ArrayList<>();
  TestDatabase database;
  Messaging messaging;

  /// Messaging over the database, as a process makes it when it starts.
  abstract Messaging open(TestDatabase database);

  /// Ends what [#open] made, whatever still runs.
  abstract void close(Messaging messaging) throws Exception;

  /// Messages that were set aside for the subscriber.
  abstract int setAside(String subscriber) throws Exception;

  @BeforeEach
  void start() {
    database = new TestDatabase();
    messaging = open(database);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable subscription : running) {
      subscription.close();
    }
    close(messaging);
    database.close();
  }

  @Test
  void rolledBack_isNeverDelivered() throws Exception {
    List<String> seen = listen("one");
    assertThrows(
        IllegalStateException.class,
        () ->
            database
                .database()
                .run(transaction -> {
                  messaging.publish(transaction, sent("never"));
                  throw new IllegalStateException("the work failed");
                }));
    publish("after");

    eventually("the second message", () -> seen.contains("after"));
    assertEquals(List.of("after"), seen);
  }

  @Test
  void uncommitted_isNotDelivered() throws Exception {
    List<String> seen = listen("one");
    try (Connection transaction = database.source().getConnection()) {
      transaction.setAutoCommit(false);
      messaging.publish(transaction, sent("late"));
      transaction.createStatement().execute("select pg_sleep(0.2)");
      assertEquals(List.of(), seen);
      transaction.commit();
    }
    eventually("the message", () -> seen.equals(List.of("late")));
  }

  @Test
  void onePublisher_isHeardInOrder() throws Exception {
    List<String> seen = listen("one");
    List<String> expected = IntStream.range(0, 300).mapToObj(i -> "m" + i).toList();
    for (String id : expected) {
      publish(id);
    }

    eventually("all messages", () -> seen.size() >= expected.size());
    assertEquals(expected, seen);
  }

  @Test
  void everySubscriber_hearsEverything_alsoWhatWasPublishedBefore() throws Exception {
    publish("before");
    List<String> one = listen("one");
    List<String> two = listen("two");
    publish("after");

    eventually("both by one", () -> one.equals(List.of("before", "after")));
    eventually("both by two", () -> two.equals(List.of("before", "after")));
  }

  @Test
  void otherTypes_areNotHeard() throws Exception {
    List<String> seen = listen("one");
    publish(new BlocksUndone(1, "parent"));
    publish(new BatchCreated("batch", 1, List.of("file")));
    publish("wanted");

    eventually("the wanted one", () -> seen.equals(List.of("wanted")));
  }

  @Test
  void message_survivesAsItWas() throws Exception {
    List<Message> seen = Collections.synchronizedList(new ArrayList<>());
    subscribe("one", Set.of(Message.ClaimsAccepted.class, BatchCreated.class), seen::add);
    Message claims =
        new Message.ClaimsAccepted(
            List.of(
                new Message.AcceptedClaim(
                    "id", "{\"a\":\"\\u0000 \u00e9 \ud83d\ude00\"}", Optional.of("ab")),
                new Message.AcceptedClaim("id2", "{}", Optional.empty())));
    Message batch = new BatchCreated("cid", 1, List.of());
    publish(claims);
    publish(batch);

    eventually("both", () -> seen.size() == 2);
    assertEquals(List.of(claims, batch), seen);
  }

  @Test
  void newProcess_goesOnWhereTheOldOneStopped() throws Exception {
    List<String> seen = listen("one");
    publish("first");
    eventually("the first", () -> seen.equals(List.of("first")));
    restart();
    publish("second");
    List<String> again = listen("one");
    publish("third");

    eventually("the rest", () -> again.containsAll(List.of("second", "third")));
    assertTrue(
        again.equals(List.of("second", "third"))
            || again.equals(List.of("first", "second", "third")),
        again::toString);
  }

  @Test
  void handlerThatDied_getsTheMessageAgain() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Messaging dying = open(database);
    dying.subscribe(
        "one",
        Set.of(TransactionSent.class),
        message -> {
          entered.countDown();
          never.await();
        });
    publish("first");
    entered.await();
    // The process is gone in the middle of it, as far as the database can see.
    List<String> seen = listen("one");

    eventually("the message again", () -> seen.equals(List.of("first")));
    never.countDown();
    close(dying);
  }

  @Test
  void tryLater_repeatsAndHoldsThoseBehind() throws Exception {
    AtomicInteger failures = new AtomicInteger(7);
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    Messaging.Subscription subscription =
        subscribe(
            "one",
            Set.of(TransactionSent.class),
            message -> {
              if (id(message).equals("first") && failures.getAndDecrement() > 0) {
                throw new TryLaterException("the store is away");
              }
              seen.add(id(message));
            });
    publish("first");
    publish("second");

    eventually("the problem", () -> subscription.problem().isPresent());
    assertEquals(Optional.of("the store is away"), subscription.problem());
    eventually("both", () -> seen.size() == 2);
    assertEquals(List.of("first", "second"), seen);
    assertEquals(0, setAside("one"));
    eventually("no problem any more", () -> subscription.problem().isEmpty());
  }

  @Test
  void poison_isSetAsideAndThoseBehindMoveOn() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger attempts = new AtomicInteger();
    subscribe(
        "one",
        Set.of(TransactionSent.class),
        message -> {
          if (id(message).equals("poison")) {
            attempts.incrementAndGet();
            throw new IllegalArgumentException("cannot be \u0000 read");
          }
          seen.add(id(message));
        });
    List<String> other = listen("two");
    publish("first");
    publish("poison");
    publish("last");

    eventually("those around it", () -> seen.equals(List.of("first", "last")));
    assertTrue(attempts.get() > 1, "tried more than once");
    eventually("set aside", () -> setAside("one") == 1);
    eventually("the other's", () -> other.equals(List.of("first", "poison", "last")));
    assertEquals(0, setAside("two"));
  }

  @Test
  void errorInAHandler_doesNotDeafenTheSubscriber() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    subscribe(
        "one",
        Set.of(TransactionSent.class),
        message -> {
          if (id(message).equals("deep")) {
            throw new StackOverflowError();
          }
          seen.add(id(message));
        });
    publish("deep");
    publish("last");

    eventually("the last", () -> seen.equals(List.of("last")));
    eventually("set aside", () -> setAside("one") == 1);
  }

  @Test
  void manyPublishers_loseNothing() throws Exception {
    List<String> seen = listen("one");
    int publishers = 8;
    int each = 100;
    try (ExecutorService threads = Executors.newFixedThreadPool(publishers)) {
      List<Future<?>> done = new ArrayList<>();
      for (int p = 0; p < publishers; p++) {
        int publisher = p;
        done.add(
            threads.submit(() -> {
              for (int i = 0; i < each; i++) {
                publish(publisher + "/" + i);
              }
              return null;
            }));
      }
      for (Future<?> publisher : done) {
        publisher.get();
      }
    }

    eventually("all", () -> new HashSet<>(seen).size() == publishers * each);
    for (int p = 0; p < publishers; p++) {
      String prefix = p + "/";
      assertEquals(
          IntStream.range(0, each).mapToObj(i -> prefix + i).toList(),
          seen.stream().filter(id -> id.startsWith(prefix)).toList());
    }
  }

  @Test
  void commitsOutOfOrder_loseNothing() throws Exception {
    List<String> seen = listen("one");
    try (ExecutorService threads = Executors.newFixedThreadPool(2);
        Connection slow = database.source().getConnection()) {
      slow.setAutoCommit(false);
      messaging.publish(slow, sent("slow"));
      Future<?> quick =
          threads.submit(() -> {
            publish("quick");
            return null;
          });
      // Whether the quick one overtakes or waits: neither may be lost.
      slow.createStatement().execute("select pg_sleep(0.1)");
      slow.commit();
      quick.get();
    }

    eventually("both", () -> new HashSet<>(seen).equals(Set.of("slow", "quick")));
  }

  @Test
  void gapsOfRolledBackPublishers_holdNobodyUp() throws Exception {
    List<String> seen = listen("one");
    for (int i = 0; i < 20; i++) {
      try (Connection transaction = database.source().getConnection()) {
        transaction.setAutoCommit(false);
        messaging.publish(transaction, sent("gone" + i));
        transaction.rollback();
      }
      publish("kept" + i);
    }

    eventually("all kept", () -> seen.size() == 20);
    assertEquals(IntStream.range(0, 20).mapToObj(i -> "kept" + i).toList(), seen);
  }

  @Test
  void manyInOneTransaction_arriveInOrder() throws Exception {
    List<String> seen = listen("one");
    List<String> expected = IntStream.range(0, 3000).mapToObj(i -> "m" + i).toList();
    database
        .database()
        .run(transaction -> {
          for (String id : expected) {
            messaging.publish(transaction, sent(id));
          }
        });

    eventually("all", () -> seen.size() >= expected.size());
    assertEquals(expected, seen);
  }

  @Test
  void closedSubscription_hearsNothingMore() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    Messaging.Subscription subscription =
        messaging.subscribe("one", Set.of(TransactionSent.class), m -> seen.add(id(m)));
    publish("first");
    eventually("the first", () -> seen.equals(List.of("first")));
    subscription.close();
    publish("second");
    List<String> next = listen("one");

    eventually("the second, by the next", () -> next.contains("second"));
    assertEquals(List.of("first"), seen);
  }

  // What the tests say it with.

  void restart() throws Exception {
    for (AutoCloseable subscription : running) {
      subscription.close();
    }
    running.clear();
    close(messaging);
    messaging = open(database);
  }

  List<String> listen(String subscriber) {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    subscribe(subscriber, Set.of(TransactionSent.class), message -> seen.add(id(message)));
    return seen;
  }

  Messaging.Subscription subscribe(
      String subscriber, Set<Class<? extends Message>> types, MessageHandler handler) {
    Messaging.Subscription subscription = messaging.subscribe(subscriber, types, handler);
    running.add(subscription);
    return subscription;
  }

  static Message sent(String id) {
    return new TransactionSent("batch", id);
  }

  static String id(Message message) {
    return ((TransactionSent) message).transactionId();
  }

  void publish(String id) throws SQLException {
    publish(sent(id));
  }

  void publish(Message message) throws SQLException {
    database.database().run(transaction -> messaging.publish(transaction, message));
  }
}
