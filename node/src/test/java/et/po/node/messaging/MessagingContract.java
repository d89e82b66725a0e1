package et.po.node.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.database.Database;
import et.po.node.messages.Message;
import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlockRef;
import et.po.node.messages.Message.ClaimsRead;
import et.po.node.messages.Message.ClaimsRefused;
import et.po.node.messages.Message.ReadClaim;
import et.po.node.messages.Message.RefusedClaim;
import et.po.node.messages.Message.TransactionSent;
import et.po.node.messaging.Messaging.Subscription;
import et.po.node.testing.AtOnce;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.Polling;
import et.po.testkit.TestPostgres;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.postgresql.ds.PGSimpleDataSource;

/// What every implementer of [Messaging] owes.
@TestInstance(Lifecycle.PER_CLASS)
abstract class MessagingContract {
  private static final String SUBSCRIBER = "reader";
  private static final String WORKER = "worker";
  private static final String CHAIN = "chain";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Topology TOPOLOGY =
      Topology.of(
          Topology.Subscriber.ordered(SUBSCRIBER, TransactionSent.class),
          Topology.Subscriber.ordered(CHAIN, BlockRead.class),
          Topology.Subscriber.unordered("other", BatchRead.class),
          Topology.Subscriber.unordered(WORKER, ClaimsRefused.class, ClaimsRead.class));

  private AgroalDataSource source;
  private Database database;
  private String test;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private Messaging messaging;

  /// Messaging on this database, as a process that starts makes it.
  abstract Messaging open(DataSource database, Topology topology);

  /// A name that no other test has.
  final String test() {
    return test;
  }

  @BeforeAll
  void openDatabase() {
    source = NodeDatabase.pooled();
    database = new Database(source);
  }

  @BeforeEach
  void open() throws SQLException {
    NodeDatabase.empty(source);
    received.clear();
    opened.clear();
    test = UUID.randomUUID().toString();
    messaging = opened();
  }

  @AfterAll
  void closeDatabase() {
    source.close();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private Messaging opened() {
    Messaging made = open(source, TOPOLOGY);
    opened.add(made);
    made.start();
    return made;
  }

  private static Message message(String name) {
    return new TransactionSent(name, "transaction");
  }

  private static String name(Message message) {
    return ((TransactionSent) message).batchCid();
  }

  private void publish(String... names) throws SQLException {
    for (String name : names) {
      database.run(transaction -> messaging.publish(transaction, message(name)));
    }
  }

  private Subscription subscribe(MessageHandler handler) {
    return messaging.subscribe(SUBSCRIBER, handler);
  }

  private Subscription subscribe() {
    return subscribe(message -> received.add(name(message)));
  }

  private List<String> receive(int count) throws InterruptedException {
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      String name = received.poll(SOON.toSeconds(), TimeUnit.SECONDS);
      assertEquals(false, name == null, "only " + names + " came of " + count);
      names.add(String.valueOf(name));
    }
    return names;
  }

  private void awaitDeadLetters(Map<String, Long> expected) throws Exception {
    Polling.until(() -> messaging.deadLetters().equals(expected));
  }

  @Test
  void publish_rolledBack_isNeverDelivered() throws Exception {
    subscribe();
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      messaging.publish(connection, message("never"));
      connection.rollback();
    }
    publish("after");

    assertEquals(List.of("after"), receive(1));
  }

  @Test
  void publish_beforeCommit_isNotDelivered() throws Exception {
    subscribe();
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      messaging.publish(connection, message("slow"));
      // What came in time is a failure; there is nothing to wait for that would say that none came.
      assertEquals(null, received.poll(300, TimeUnit.MILLISECONDS));
      connection.commit();
    }

    assertEquals(List.of("slow"), receive(1));
  }

  @Test
  void subscribe_afterPublishing_getsAllFromTheFirst() throws Exception {
    publish("a", "b", "c");
    subscribe();

    assertEquals(List.of("a", "b", "c"), receive(3));
  }

  @Test
  void messages_ofOnePublisher_comeInOrder() throws Exception {
    List<String> names = IntStream.range(0, 200).mapToObj(String::valueOf).toList();
    subscribe();
    publish(names.subList(0, 100).toArray(String[]::new));
    database.run(transaction -> {
      for (String name : names.subList(100, 200)) {
        messaging.publish(transaction, message(name));
      }
    });

    assertEquals(names, receive(200));
  }

  private static ClaimsRead claimRead(String id) {
    return new ClaimsRead(List.of(new ReadClaim(id, "file", "{}", "VALID")));
  }

  private static List<String> ids(Message message) {
    return ((ClaimsRead) message).claims().stream().map(ReadClaim::claimId).toList();
  }

  private void publishReads(List<String> ids) throws SQLException {
    database.run(transaction -> {
      for (String id : ids) {
        messaging.publish(transaction, claimRead(id));
      }
    });
  }

  @Test
  void together_allThatWaited_comesOnce() throws Exception {
    List<String> ids = IntStream.range(0, 100).mapToObj(String::valueOf).toList();
    publishReads(ids);
    messaging.subscribe(WORKER, new Together(message -> received.addAll(ids(message))));
    List<String> came = receive(100);
    publishReads(List.of("last"));

    assertEquals(Set.copyOf(ids), Set.copyOf(came));
    assertEquals(List.of("last"), receive(1));
  }

  @Test
  void together_oneThatBreaksItsHandler_isSetAside_andTheOthersAreHandled() throws Exception {
    List<String> ids = IntStream.range(0, 20).mapToObj(String::valueOf).toList();
    Set<String> handled = ConcurrentHashMap.newKeySet();
    publishReads(ids);
    messaging.subscribe(
        WORKER,
        new Together(message -> {
          if (ids(message).contains("7")) {
            throw new IllegalStateException("broken");
          }
          handled.addAll(ids(message));
        }));
    awaitDeadLetters(Map.of(WORKER, 1L));
    Polling.until(() -> handled.size() == 19);

    assertEquals(false, handled.contains("7"));
  }

  @Test
  void together_ordered_keepsTheOrder_andPassesOverOneThatBreaksIt() throws Exception {
    List<String> names = IntStream.range(0, 40).mapToObj(String::valueOf).toList();
    publish(names.toArray(String[]::new));
    Set<String> seen = Collections.synchronizedSet(new LinkedHashSet<>());
    subscribe(
        new Together(message -> {
          if (name(message).equals("30")) {
            throw new IllegalStateException("broken");
          }
          seen.add(name(message));
        }));
    awaitDeadLetters(Map.of(SUBSCRIBER, 1L));
    Polling.until(() -> seen.size() == 39);

    assertEquals(names.stream().filter(name -> !name.equals("30")).toList(), List.copyOf(seen));
  }

  @Test
  void subscribers_getEachMessageEach_andOnlyTheirTypes() throws Exception {
    BlockingQueue<String> others = new LinkedBlockingQueue<>();
    subscribe();
    messaging.subscribe("other", message -> others.add(((BatchRead) message).batchCid()));
    publish("a");
    database.run(transaction ->
        messaging.publish(transaction, new BatchRead("batch", Optional.empty(), List.of())));
    publish("b");

    assertEquals(List.of("a", "b"), receive(2));
    assertEquals("batch", others.poll(SOON.toSeconds(), TimeUnit.SECONDS));
  }

  @Test
  void newInstance_goesOnWhereTheOldOneStopped() throws Exception {
    Subscription old = subscribe();
    publish("a", "b");
    assertEquals(List.of("a", "b"), receive(2));
    old.close();
    publish("c", "d");

    messaging = opened();
    subscribe();
    assertEquals(List.of("c", "d"), receive(2));
  }

  @Test
  void close_whileTheHandlerFails_isPrompt_andTheMessageComesAgain() throws Exception {
    CountDownLatch tried = new CountDownLatch(3);
    Subscription old =
        subscribe(message -> {
          tried.countDown();
          throw new TryLaterException("away");
        });
    publish("a");
    tried.await();
    assertTimeoutPreemptively(Duration.ofSeconds(5), old::close);

    messaging = opened();
    subscribe();
    assertEquals(List.of("a"), receive(1));
  }

  @Test
  void tryLater_repeats_andHoldsThoseBehind() throws Exception {
    subscribe(message -> {
      received.add(name(message));
      if (received.size() < 4) {
        throw new TryLaterException("away");
      }
    });
    publish("a", "b");

    assertEquals(List.of("a", "a", "a", "a", "b"), receiveWhole(5));
    assertEquals(Map.of(), messaging.deadLetters());
  }

  /// As [#receive], for handlers that look at what was received.
  private List<String> receiveWhole(int count) throws Exception {
    Polling.until(() -> received.size() >= count);
    return List.copyOf(received);
  }

  @Test
  void handlerThatFailsOnce_getsTheMessageAgain() throws Exception {
    subscribe(message -> {
      received.add(name(message));
      if (received.size() == 1) {
        throw new IllegalStateException("once");
      }
    });
    publish("a", "b");

    assertEquals(List.of("a", "a", "b"), receiveWhole(3));
    assertEquals(Map.of(), messaging.deadLetters());
  }

  /// As after a failover, until the old primary is left for the new one.
  @Test
  void databaseThatIsReadOnlyForAWhile_setsNothingAside() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (Connection operator = plain().getConnection()) {
      messaging.subscribe(
          WORKER,
          message -> {
            if (attempts.incrementAndGet() == 1) {
              readOnly(operator, "on");
            } else if (attempts.get() == 8) {
              readOnly(operator, "off");
            }
            try (Connection fresh = plain().getConnection()) {
              execute(fresh, "create table if not exists messaging.written (name text)");
            }
            received.add(refused(message));
          });
      refuse("a");

      assertEquals(List.of("a"), receiveWhole(1));
      assertEquals(Map.of(), messaging.deadLetters());
      assertTrue(attempts.get() >= 8);
    } finally {
      try (Connection operator = plain().getConnection()) {
        readOnly(operator, "off");
      }
    }
  }

  /// Whoever connects from now on; those who did before are sent away.
  private void readOnly(Connection operator, String how) throws SQLException {
    execute(operator, "set default_transaction_read_only = off");
    execute(
        operator,
        "alter database %s set default_transaction_read_only = %s"
            .formatted(operator.getCatalog(), how));
    source.flush(AgroalDataSource.FlushMode.GRACEFUL);
  }

  /// A session of its own, which begins as the database says now.
  private PGSimpleDataSource plain() {
    AgroalConnectionFactoryConfiguration at =
        source.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
    PGSimpleDataSource plain = new PGSimpleDataSource();
    plain.setUrl(at.jdbcUrl());
    plain.setUser(at.principal().getName());
    plain.setPassword(TestPostgres.PASSWORD);
    return plain;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void poison_isSetAside_andThoseBehindMoveOn() throws Exception {
    subscribe(this::refusePoison);
    publish("a", "poison", "b");

    assertEquals(List.of("a", "b"), receive(2));
    awaitDeadLetters(Map.of(SUBSCRIBER, 1L));
  }

  private void refusePoison(Message message) {
    if (name(message).startsWith("poison")) {
      throw new IllegalStateException("I cannot take " + name(message));
    }
    received.add(name(message));
  }

  /// Its parts stand where it stood.
  @Test
  void blockFullOfAnchors_comesInParts_beforeTheNext() throws Exception {
    List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    messaging.subscribe(
        CHAIN,
        message -> {
          BlockRead read = (BlockRead) message;
          sizes.add(read.anchors().size());
          read.anchors()
              .forEach(anchor -> received.add(read.block().height() + " " + anchor.position()));
        });
    for (int height = 0; height < 2; height++) {
      Message block =
          new BlockRead(
              new BlockRef(height, "hash", "previous"),
              IntStream.range(0, 3000).mapToObj(MessagingContract::anchor).toList());
      database.run(transaction -> messaging.publish(transaction, block));
    }

    assertEquals(
        IntStream.range(0, 6000).mapToObj(i -> i / 3000 + " " + i % 3000).toList(), receive(6000));
    assertTrue(sizes.stream().allMatch(size -> size < 3000), sizes.toString());
  }

  private static Anchor anchor(int position) {
    return new Anchor(
        "POET",
        0,
        0,
        "batch",
        "transaction",
        "0".repeat(206),
        Collections.nCopies(14, "1".repeat(64)),
        position,
        "2".repeat(160));
  }

  /// A block that is passed over, and handled after its place, would be on the chain again.
  @Test
  void blockThatCannotBeHandled_holdsThoseBehind_andIsTold() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    Subscription subscription =
        messaging.subscribe(
            CHAIN,
            message -> {
              BlockRead read = (BlockRead) message;
              if (read.block().height() == 1 && failures.incrementAndGet() <= 7) {
                throw new IllegalStateException("I cannot take it yet");
              }
              received.add(Integer.toString(read.block().height()));
            });
    for (int height = 0; height < 3; height++) {
      Message block = new BlockRead(new BlockRef(height, "hash", "previous"), List.of());
      database.run(transaction -> messaging.publish(transaction, block));
    }

    Polling.until(
        () -> subscription.problem().filter(p -> p.contains("cannot take it")).isPresent());
    assertEquals(List.of("0", "1", "2"), receive(3));
    assertEquals(Map.of(), messaging.deadLetters());
  }

  @Test
  void errorInTheHandler_isSetAside_andThoseBehindMoveOn() throws Exception {
    subscribe(message -> {
      if (name(message).equals("poison")) {
        throw new StackOverflowError();
      }
      received.add(name(message));
    });
    publish("poison", "b");

    assertEquals(List.of("b"), receive(1));
    awaitDeadLetters(Map.of(SUBSCRIBER, 1L));
  }

  @Test
  void deadLetter_ofMendedHandler_isHandledAndGone() throws Exception {
    Subscription old = subscribe(this::refusePoison);
    publish("poison", "b");
    assertEquals(List.of("b"), receive(1));
    old.close();
    assertEquals(Map.of(SUBSCRIBER, 1L), messaging.deadLetters());

    messaging = opened();
    subscribe();
    assertEquals(List.of("poison"), receive(1));
    awaitDeadLetters(Map.of());
  }

  @Test
  void deadLetters_thatFailAgain_stay_andTheOthersGo() throws Exception {
    Subscription old = subscribe(this::refusePoison);
    publish("poison 1", "poison 2", "b");
    assertEquals(List.of("b"), receive(1));
    old.close();
    publish("c");

    messaging = opened();
    subscribe(message -> {
      if (name(message).equals("poison 1")) {
        throw new IllegalStateException("still");
      }
      received.add(name(message));
    });
    // Which comes first is not promised.
    assertEquals(Set.of("poison 2", "c"), Set.copyOf(receive(2)));
    awaitDeadLetters(Map.of(SUBSCRIBER, 1L));
  }

  @Test
  void replay_handsDeadLettersOverOnceMore_whileOthersGoOn() throws Exception {
    AtomicBoolean mended = new AtomicBoolean();
    subscribe(message -> {
      if (name(message).equals("poison") && !mended.get()) {
        throw new IllegalStateException("not yet");
      }
      received.add(name(message));
    });
    publish("poison", "b");
    assertEquals(List.of("b"), receive(1));
    awaitDeadLetters(Map.of(SUBSCRIBER, 1L));
    assertEquals(0, messaging.replay(WORKER));

    mended.set(true);
    assertEquals(1, messaging.replay(SUBSCRIBER));
    assertEquals(List.of("poison"), receive(1));
    awaitDeadLetters(Map.of());
    publish("c");
    assertEquals(List.of("c"), receive(1));
  }

  @Test
  void drop_throwsDeadLettersAway_andNothingElse() throws Exception {
    AtomicBoolean mended = new AtomicBoolean();
    subscribe(message -> {
      if (name(message).startsWith("poison") && !mended.get()) {
        throw new IllegalStateException("not yet");
      }
      received.add(name(message));
    });
    publish("poison 1", "poison 2", "b");
    assertEquals(List.of("b"), receive(1));
    awaitDeadLetters(Map.of(SUBSCRIBER, 2L));
    assertEquals(0, messaging.drop(WORKER));

    assertEquals(2, messaging.drop(SUBSCRIBER));
    awaitDeadLetters(Map.of());
    mended.set(true);
    assertEquals(0, messaging.replay(SUBSCRIBER));
    publish("c");
    assertEquals(List.of("c"), receive(1));
  }

  @Test
  void unknownSubscriber_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> messaging.subscribe("nobody", message -> received.add(name(message))));
    assertThrows(IllegalArgumentException.class, () -> messaging.replay("nobody"));
    assertThrows(IllegalArgumentException.class, () -> messaging.drop("nobody"));
  }

  @Test
  void lateSubscriber_findsWhatOthersHadLongSince() throws Exception {
    subscribe();
    refuse("r1", "r2");
    publish("a");
    assertEquals(List.of("a"), receive(1));

    messaging.subscribe(WORKER, message -> received.add(refused(message)));
    assertEquals(Set.of("r1", "r2"), Set.copyOf(receive(2)));
  }

  private void refuse(String... names) throws SQLException {
    for (String name : names) {
      database.run(transaction ->
          messaging.publish(
              transaction, new ClaimsRefused(List.of(new RefusedClaim(name, "because")))));
    }
  }

  private static String refused(Message message) {
    return ((ClaimsRefused) message).claims().getFirst().fileCid();
  }

  @Test
  void twoOfOneSubscriber_handleEverything_andNothingComesAgain() throws Exception {
    Set<String> handled = ConcurrentHashMap.newKeySet();
    Messaging second = opened();
    messaging.subscribe(WORKER, message -> handled.add(refused(message)));
    second.subscribe(WORKER, message -> handled.add(refused(message)));
    List<String> names = IntStream.range(0, 100).mapToObj(String::valueOf).toList();
    refuse(names.toArray(String[]::new));

    Polling.until(() -> handled.size() == 100);
    messaging.close();
    second.close();
    messaging = opened();
    messaging.subscribe(WORKER, message -> received.add(refused(message)));
    refuse("last");
    assertEquals(List.of("last"), receive(1));
  }

  @Test
  void twoOfAnOrderedSubscriber_keepTheOrder_andOneTakesOver() throws Exception {
    Set<String> handled = Collections.synchronizedSet(new LinkedHashSet<>());
    Messaging second = opened();
    Subscription first = subscribe(message -> handled.add(name(message)));
    second.subscribe(SUBSCRIBER, message -> handled.add(name(message)));
    List<String> names = IntStream.range(0, 200).mapToObj(String::valueOf).toList();
    publish(names.subList(0, 100).toArray(String[]::new));
    Polling.until(() -> handled.size() > 10);
    first.close();
    publish(names.subList(100, 200).toArray(String[]::new));

    Polling.until(() -> handled.size() == 200);
    assertEquals(names, List.copyOf(handled));
  }

  @Test
  void close_waitsForTheHandler_andItsMessageDoesNotComeAgain() throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    AtomicBoolean finished = new AtomicBoolean();
    Subscription old =
        subscribe(message -> {
          inHand.countDown();
          finish.await();
          finished.set(true);
        });
    publish("a");
    inHand.await();
    CompletableFuture<Boolean> closing =
        CompletableFuture.supplyAsync(() -> {
          old.close();
          return finished.get();
        });
    finish.countDown();
    assertEquals(true, closing.get(SOON.toSeconds(), TimeUnit.SECONDS));

    publish("b");
    messaging = opened();
    subscribe();
    assertEquals(List.of("b"), receive(1));
  }

  @Test
  void veryLargeMessage_comesInParts() throws Exception {
    String megabyte = "é".repeat(1024 * 1024);
    List<ReadClaim> claims =
        IntStream.range(0, 30)
            .mapToObj(i -> new ReadClaim("c" + i, "f", megabyte, "VALID"))
            .toList();
    messaging.subscribe(
        WORKER,
        message -> ((ClaimsRead) message).claims().forEach(claim -> received.add(claim.claimId())));
    database.run(transaction -> messaging.publish(transaction, new ClaimsRead(claims)));

    assertEquals(
        Set.copyOf(claims.stream().map(ReadClaim::claimId).toList()), Set.copyOf(receive(30)));
  }

  @Test
  void publishers_thatCommitOutOfOrder_loseNothing() throws Exception {
    subscribe();
    try (Connection first = source.getConnection();
        Connection second = source.getConnection()) {
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      messaging.publish(first, message("first"));
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(() -> {
            try {
              messaging.publish(second, message("second"));
              second.commit();
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
      // The second may wait for the first, or not; either way both arrive.
      assertEquals(null, received.poll(200, TimeUnit.MILLISECONDS));
      first.commit();
      other.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    assertEquals(Set.of("first", "second"), Set.copyOf(receive(2)));
  }

  @Test
  void manyPublishers_atOnce_loseNothing() throws Exception {
    subscribe();
    List<AtOnce.Work> publishers = new ArrayList<>();
    for (int publisher = 0; publisher < 4; publisher++) {
      String prefix = publisher + ":";
      publishers.add(() -> {
        for (int i = 0; i < 25; i++) {
          publish(prefix + i);
        }
      });
    }
    AtOnce.run(publishers);

    List<String> all = receive(100);
    for (int publisher = 0; publisher < 4; publisher++) {
      String prefix = publisher + ":";
      assertEquals(
          IntStream.range(0, 25).mapToObj(i -> prefix + i).toList(),
          all.stream().filter(name -> name.startsWith(prefix)).toList());
    }
  }
}
