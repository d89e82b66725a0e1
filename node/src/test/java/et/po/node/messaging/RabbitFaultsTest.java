package et.po.node.messaging;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import et.po.node.messages.Message;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlockRef;
import et.po.node.messages.Message.ClaimsRefused;
import et.po.node.messages.Message.RefusedClaim;
import et.po.node.messages.Message.TransactionSent;
import et.po.node.messaging.Messaging.Subscription;
import et.po.node.testing.CutLine;
import et.po.node.testing.RealRabbit;
import et.po.node.testing.TestDatabase;
import et.po.servers.FreePort;
import et.po.testkit.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/// What happens to messages when a real RabbitMQ, the line to it, or who uses it dies.
@Tag("real")
class RabbitFaultsTest {
  private static final String READER = "reader";
  private static final String WORKER = "worker";
  private static final String PREFIX = "poet.test";
  private static final Topology TOPOLOGY =
      Topology.of(
          Topology.Subscriber.ordered(READER, TransactionSent.class),
          Topology.Subscriber.unordered(WORKER, ClaimsRefused.class));

  @TempDir private Path directory;

  private final TestDatabase database = new TestDatabase();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> handled = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    database.close();
  }

  private RealRabbit rabbit(String... lines) {
    RealRabbit rabbit = RealRabbit.start(directory.resolve("rabbit"), lines);
    opened.add(rabbit);
    return rabbit;
  }

  private Messaging open(RabbitAddress address) {
    Messaging messaging = new RabbitMessaging(database.source(), TOPOLOGY, address);
    opened.add(messaging);
    messaging.start();
    return messaging;
  }

  private static RabbitAddress over(CutLine line) {
    URI url = URI.create("amqp://poet:secret@127.0.0.1:" + line.port());
    return new RabbitAddress(url, PREFIX, Duration.ofDays(1));
  }

  private CutLine line(RealRabbit rabbit) {
    CutLine line = new CutLine(rabbit.port());
    opened.add(line);
    return line;
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(String::valueOf).toList();
  }

  private void publish(Messaging messaging, List<String> names) throws SQLException {
    for (String name : names) {
      database
          .database()
          .run(transaction -> messaging.publish(transaction, new TransactionSent(name, "t")));
    }
  }

  private void refuse(Messaging messaging, List<String> names) throws SQLException {
    for (String name : names) {
      ClaimsRefused refused = new ClaimsRefused(List.of(new RefusedClaim(name, "because")));
      database.database().run(transaction -> messaging.publish(transaction, refused));
    }
  }

  private Subscription read(Messaging messaging) {
    return messaging.subscribe(READER, message -> handled.add(sent(message)));
  }

  private Subscription work(Messaging messaging) {
    return messaging.subscribe(
        WORKER, message -> handled.add(((ClaimsRefused) message).claims().getFirst().fileCid()));
  }

  private static String sent(Message message) {
    return ((TransactionSent) message).batchCid();
  }

  @Test
  void brokerKilled_inTheMiddle_losesNothing_andKeepsTheOrder() throws Exception {
    RealRabbit rabbit = rabbit();
    Messaging messaging = open(rabbit.address(PREFIX));
    read(messaging);
    publish(messaging, names(0, 300));
    eventually("some", () -> handled.size() > 100);
    rabbit.kill();
    publish(messaging, names(300, 600));
    rabbit.restart();
    eventually("more", () -> handled.size() > 400);
    rabbit.kill();
    publish(messaging, names(600, 700));
    rabbit.restart();

    eventually("all", () -> handled.size() >= 700);
    assertEquals(names(0, 700), withoutRepeatsInARow());
  }

  /// The one in hand when the line broke may be handled twice, one after the other.
  private List<String> withoutRepeatsInARow() {
    List<String> result = new ArrayList<>();
    for (String name : List.copyOf(handled)) {
      if (result.isEmpty() || !result.getLast().equals(name)) {
        result.add(name);
      }
    }
    return result;
  }

  @Test
  void lineCut_againAndAgain_losesNothing_andKeepsTheOrder() throws Exception {
    CutLine line = line(rabbit());
    Messaging messaging = open(over(line));
    read(messaging);
    for (int round = 0; round < 10; round++) {
      int from = round * 50;
      publish(messaging, names(from, from + 50));
      eventually("some of these", () -> handled.size() > from);
      line.cut();
    }

    eventually("all", () -> handled.contains("499"));
    assertEquals(names(0, 500), withoutRepeatsInARow());
  }

  @Test
  void messageThatComesAgainAndAgain_isNotGivenUp() throws Exception {
    CutLine line = line(rabbit());
    Messaging messaging = open(over(line));
    AtomicInteger deliveries = new AtomicInteger();
    messaging.subscribe(
        WORKER,
        message -> {
          deliveries.incrementAndGet();
          if (deliveries.get() <= 30) {
            line.cut();
            throw new TryLaterException("the line was cut");
          }
          handled.add("done");
        });
    refuse(messaging, List.of("a"));

    eventually("the thirty-first delivery", () -> handled.equals(List.of("done")));
    assertEquals(Map.of(), messaging.deadLetters());
  }

  @Test
  void handlerThatOutlivesItsLine_isWaitedForByItsSuccessor() throws Exception {
    RealRabbit rabbit = rabbit();
    CutLine line = line(rabbit);
    Messaging first = open(over(line));
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    first.subscribe(
        READER,
        message -> {
          inHand.countDown();
          finish.await();
          handled.add("first " + sent(message));
        });
    publish(first, List.of("a"));
    inHand.await();
    Messaging second = open(rabbit.address(PREFIX));
    Subscription successor =
        second.subscribe(READER, message -> handled.add("second " + sent(message)));
    line.close();
    publish(second, List.of("b"));

    eventually("that it waits", () -> successor.problem().isPresent());
    assertEquals(List.of(), List.copyOf(handled));
    finish.countDown();
    eventually("both", () -> handled.contains("second b"));
    assertEquals(List.of("first a", "second b"), List.copyOf(handled));
  }

  @Test
  void processKilled_withAMessageInHand_leavesItToAnother() throws Exception {
    RealRabbit rabbit = rabbit();
    Messaging messaging = open(rabbit.address(PREFIX));
    publish(messaging, List.of("a", "b"));
    Process process = startDying(rabbit);
    try (BufferedReader said = process.inputReader()) {
      assertEquals(
          Optional.of("in hand: a"), said.lines().filter(l -> l.startsWith("in")).findFirst());
    } finally {
      process.destroyForcibly().waitFor();
    }
    read(messaging);

    eventually("both", () -> handled.equals(List.of("a", "b")));
  }

  private Process startDying(RealRabbit rabbit) throws Exception {
    PGSimpleDataSource at = database.plain();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            DyingConsumer.class.getName(),
            at.getURL(),
            String.valueOf(at.getUser()),
            TestPostgres.PASSWORD,
            rabbit.url().toString(),
            PREFIX)
        .redirectErrorStream(true)
        .start();
  }

  @Test
  void relayKilled_betweenConfirmationAndItsRecord_publishesAgain_andLosesNothing()
      throws Exception {
    RealRabbit rabbit = rabbit();
    Messaging messaging = open(rabbit.address(PREFIX));
    read(messaging);
    publish(messaging, names(0, 20));
    refuse(messaging, names(20, 30));
    eventually("all", () -> handled.size() == 20 && messaging.waiting() == 0);
    messaging.close();
    // What the table holds when it dies there.
    database.execute("update messaging.subscriber set position = 15 where name = 'relay'");

    handled.clear();
    Messaging next = open(rabbit.address(PREFIX));
    read(next);
    work(next);
    publish(next, List.of("last"));
    eventually("the last", () -> handled.contains("last"));
    // The ordered one was told five of its messages again, and handled none.
    List<String> later = List.copyOf(handled);
    assertEquals(
        List.of("last"), later.stream().filter(name -> !names(20, 30).contains(name)).toList());
    eventually("the worker's", () -> handled.containsAll(names(20, 30)));
  }

  /// A queue had refused some and taken later ones: those that are published again are handled,
  /// though they come out of their order, whichever relay publishes them.
  @Test
  void relayKilled_whilePublishingAgain_losesNothing() throws Exception {
    RealRabbit rabbit = endedWhilePublishingAgain();

    handled.clear();
    Messaging next = open(rabbit.address(PREFIX));
    read(next);
    publish(next, List.of("last"));
    eventually("the last", () -> handled.contains("last"));
    assertEquals(List.of("15", "16", "17", "last"), withoutRepeatsInARow());
  }

  /// What a queue refused was never handled, though later ones were; and then another queue is
  /// lost, so that all is published again.
  @Test
  void queueThatWasLost_whilePublishingAgain_doesNotHideWhatAnotherRefused() throws Exception {
    RealRabbit rabbit = endedWhilePublishingAgain();
    delete(rabbit, PREFIX + "." + WORKER);

    handled.clear();
    Messaging next = open(rabbit.address(PREFIX));
    read(next);
    publish(next, List.of("last"));
    eventually("the last", () -> handled.contains("last"));
    List<String> all = new ArrayList<>(names(0, 20));
    all.add("last");
    assertEquals(all, withoutRepeatsInARow());
  }

  /// A relay that has published twenty, and then the table as it is where a queue had refused some
  /// of them.
  private RealRabbit endedWhilePublishingAgain() throws Exception {
    RealRabbit rabbit = rabbit();
    Messaging messaging = open(rabbit.address(PREFIX));
    read(messaging);
    publish(messaging, names(0, 20));
    eventually("all", () -> handled.size() == 20 && messaging.waiting() == 0);
    messaging.close();
    database.execute(
        "update messaging.subscriber set position = 15, again = 18 where name = 'relay'");
    return rabbit;
  }

  @Test
  void brokerThatIsAway_isSaid_andEverythingWaits() throws Exception {
    int port = FreePort.find();
    URI url = URI.create("amqp://poet:secret@127.0.0.1:" + port);
    Messaging messaging = open(new RabbitAddress(url, PREFIX, Duration.ofDays(1)));
    Subscription reading = read(messaging);
    publish(messaging, names(0, 10));
    eventually("the problem", () -> reading.problem().isPresent());
    assertEquals(
        "RabbitMQ at 127.0.0.1:" + port + " cannot be reached: Connection refused",
        reading.problem().orElseThrow());
    assertEquals(10, messaging.waiting());

    opened.add(RealRabbit.start(directory.resolve("rabbit"), port));
    eventually("all", () -> handled.equals(names(0, 10)));
    eventually("no problem", () -> reading.problem().isEmpty() && messaging.waiting() == 0);
  }

  @Test
  void wrongPassword_isSaid_withoutThePassword() throws Exception {
    RealRabbit rabbit = rabbit();
    URI url = URI.create("amqp://poet:verysecret@127.0.0.1:" + rabbit.port());
    RabbitAddress address = new RabbitAddress(url, PREFIX, Duration.ofDays(1));
    Subscription reading = read(open(address));

    eventually("the problem", () -> reading.problem().isPresent());
    String problem = reading.problem().orElseThrow();
    assertTrue(problem.endsWith("refuses the user of node.rabbitmq.url"), problem);
    assertFalse((problem + address).contains("secret"));
  }

  @Test
  void brokerWithoutRoom_isSaid_andStopsNothing() throws Exception {
    RealRabbit rabbit = rabbit("disk_free_limit.absolute = 1000TB");
    Messaging messaging = open(rabbit.address(PREFIX));
    Subscription reading = read(messaging);
    publish(messaging, names(0, 10));

    eventually(
        "the problem",
        () -> reading.problem().orElse("").contains("takes no messages until it has room again"));
    long start = System.nanoTime();
    messaging.close();
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(20).toNanos());
    assertEquals(10, messaging.waiting());
  }

  @Test
  void brokerThatLostItsDisk_getsWhatIsKept() throws Exception {
    RealRabbit rabbit = rabbit();
    Messaging messaging = open(rabbit.address(PREFIX));
    read(messaging);
    publish(messaging, names(0, 10));
    refuse(messaging, names(10, 20));
    eventually("all that is read", () -> handled.size() == 10 && messaging.waiting() == 0);
    rabbit.kill();
    handled.clear();

    opened.add(RealRabbit.start(directory.resolve("empty"), rabbit.port()));
    work(messaging);
    eventually("what was lost", () -> Set.copyOf(handled).equals(Set.copyOf(names(10, 20))));
  }

  @Test
  void queueThatWasLost_isMade_andGetsWhatIsKept() throws Exception {
    RealRabbit rabbit = rabbit();
    Messaging messaging = open(rabbit.address(PREFIX));
    refuse(messaging, names(0, 10));
    read(messaging);
    publish(messaging, names(10, 20));
    eventually("all that is read", () -> handled.size() == 10 && messaging.waiting() == 0);
    delete(rabbit, PREFIX + "." + WORKER);

    work(messaging);
    eventually("what was lost", () -> handled.size() == 20);
    assertEquals(names(10, 20), handled.subList(0, 10));
    assertEquals(Set.copyOf(names(0, 10)), Set.copyOf(handled.subList(10, 20)));
  }

  /// Nothing newer may come into the new queue before it.
  @Test
  void whatWaitedInALostQueue_isNotPassedOver() throws Exception {
    RealRabbit rabbit = rabbit();
    Messaging messaging = open(rabbit.address(PREFIX));
    publish(messaging, names(0, 10));
    eventually("published", () -> messaging.waiting() == 0);
    delete(rabbit, PREFIX + "." + READER);

    Subscription reading = read(open(rabbit.address(PREFIX)));
    eventually("that it waits", () -> reading.problem().isPresent());
    publish(messaging, names(10, 20));
    eventually("all", () -> handled.size() >= 20);
    assertEquals(names(0, 20), withoutRepeatsInARow());
  }

  /// The relay publishes all again where a queue refused some, and each may be the first copy
  /// there.
  @Test
  void blockThatIsPublishedOnceMore_isHandled_andNotSetAside() throws Exception {
    RealRabbit rabbit = rabbit();
    Topology chain = new Topology(List.of(Topology.Subscriber.ordered("chain", BlockRead.class)));
    Messaging messaging = new RabbitMessaging(database.source(), chain, rabbit.address(PREFIX));
    opened.add(messaging);
    messaging.subscribe(
        "chain", message -> handled.add("" + ((BlockRead) message).block().height()));
    BlockRead block = new BlockRead(new BlockRef(7, "hash", "previous"), List.of());
    database.database().run(transaction -> messaging.publish(transaction, block));
    eventually("the block", () -> handled.equals(List.of("7")));
    Outbox.Entry entry =
        new Outbox.Entry(1, "BlockRead", MessageCodec.encode(block).getFirst().body());
    Carried again = Carried.of(entry, true);
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(rabbit.url());
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      channel.basicPublish("", PREFIX + ".chain", again.properties(), again.body());
      eventually("once more", () -> handled.equals(List.of("7", "7")));
      Carried replayed = again.onceMore();
      channel.basicPublish("", PREFIX + ".chain", replayed.properties(), replayed.body());
    }

    eventually("a dead letter", () -> messaging.deadLetters().equals(Map.of("chain", 1L)));
    assertEquals(List.of("7", "7"), handled);
  }

  private static void delete(RealRabbit rabbit, String queue) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(rabbit.url());
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      channel.queueDelete(queue);
    }
  }

  @Test
  void messageOfAPlaceThatWasNeverGiven_isSetAside_andHidesNone() throws Exception {
    RealRabbit rabbit = rabbit();
    Messaging messaging = open(rabbit.address(PREFIX));
    read(messaging);
    publish(messaging, List.of("first"));
    eventually("the first", () -> handled.equals(List.of("first")));
    Carried forged =
        new Carried(
            Long.MAX_VALUE,
            MessageCodec.type(TransactionSent.class),
            "{}".getBytes(StandardCharsets.UTF_8),
            false,
            false);
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(rabbit.url());
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      channel.basicPublish("", PREFIX + "." + READER, forged.properties(), forged.body());
    }
    publish(messaging, List.of("second"));

    eventually("the second", () -> handled.equals(List.of("first", "second")));
    eventually("a dead letter", () -> messaging.deadLetters().equals(Map.of(READER, 1L)));
  }

  @Test
  void queueThatIsLost_whileAMessageIsTriedAgainAndAgain_isMadeAnew() throws Exception {
    RealRabbit rabbit = rabbit();
    Messaging messaging = open(rabbit.address(PREFIX));
    Subscription stuck =
        messaging.subscribe(
            READER,
            message -> {
              handled.add(sent(message));
              throw new TryLaterException("not yet");
            });
    publish(messaging, List.of("first"));
    eventually("a try", () -> !handled.isEmpty());
    eventually("the problem", () -> stuck.problem().orElse("").contains("not yet"));
    delete(rabbit, PREFIX + "." + READER);

    eventually("another queue, with what it had", () -> queueHas(rabbit, PREFIX + "." + READER));
    assertEquals(Set.of("first"), Set.copyOf(handled));
  }

  private static boolean queueHas(RealRabbit rabbit, String queue) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(rabbit.url());
    try (Connection connection = factory.newConnection()) {
      return connection.createChannel().queueDeclarePassive(queue).getConsumerCount() == 1;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void otherNodesQueues_areLeftAlone() throws Exception {
    RealRabbit rabbit = rabbit();
    Messaging messaging = open(rabbit.address(PREFIX));
    refuse(messaging, List.of("mine"));
    eventually("published", () -> messaging.waiting() == 0);
    try (TestDatabase another = new TestDatabase();
        Messaging foreign =
            new RabbitMessaging(another.source(), TOPOLOGY, rabbit.address(PREFIX))) {
      Subscription subscription = foreign.subscribe(WORKER, _ -> handled.add("stolen"));
      eventually("the problem", () -> subscription.problem().isPresent());
      String problem = subscription.problem().orElseThrow();
      assertTrue(problem.contains("belong to a node with another database"), problem);
    }

    work(messaging);
    eventually("mine", () -> handled.equals(List.of("mine")));
  }

  @Test
  void published_isCleared_whenItWasKeptLongEnough() throws Exception {
    RealRabbit rabbit = rabbit();
    RabbitAddress address = new RabbitAddress(rabbit.url(), PREFIX, Duration.ZERO);
    Messaging messaging = open(address);
    refuse(messaging, names(0, 10));

    eventually(
        "an empty outbox", () -> database.count("select count(*) from messaging.outbox") == 0);
    work(messaging);
    eventually("all", () -> handled.size() == 10);
  }
}
