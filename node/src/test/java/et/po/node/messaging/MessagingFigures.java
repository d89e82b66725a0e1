package et.po.node.messaging;

import et.po.node.database.Database;
import et.po.node.messages.Message;
import et.po.node.messages.Message.ClaimsRefused;
import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.RefusedClaim;
import et.po.node.messages.Message.StoredClaim;
import et.po.node.messages.Message.TransactionSent;
import et.po.node.testing.Polling;
import et.po.node.testing.RealRabbit;
import et.po.node.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many messages a second go from the outbox to handlers that do nothing. Run by hand, for its
/// name is not that of a test.
@Tag("real")
class MessagingFigures {
  private static final int MESSAGES = 10_000;
  private static final int LARGE_MESSAGES = 400;
  private static final int CLAIMS = 500;
  private static final Topology TOPOLOGY =
      Topology.of(
          Topology.Subscriber.ordered("ordered", TransactionSent.class),
          Topology.Subscriber.unordered("unordered", ClaimsRefused.class, ClaimsStored.class));

  @TempDir private Path directory;

  @Test
  void inProcess() throws Exception {
    try (TestDatabase database = new TestDatabase();
        Messaging messaging = new InProcessMessaging(database.source(), TOPOLOGY)) {
      measure("in process", database, messaging);
    }
  }

  @Test
  void rabbit() throws Exception {
    try (RealRabbit rabbit = RealRabbit.start(directory);
        TestDatabase database = new TestDatabase();
        Messaging messaging =
            new RabbitMessaging(database.source(), TOPOLOGY, rabbit.address("figures"))) {
      measure("RabbitMQ", database, messaging);
    }
  }

  private static void measure(String name, TestDatabase database, Messaging messaging)
      throws Exception {
    AtomicInteger handled = new AtomicInteger();
    messaging.start();
    messaging.subscribe("ordered", _ -> handled.incrementAndGet());
    messaging.subscribe("unordered", _ -> handled.incrementAndGet());
    IntFunction<Message> small = i -> new TransactionSent("batch " + i, "transaction");
    IntFunction<Message> shared =
        i -> new ClaimsRefused(List.of(new RefusedClaim("file " + i, "because")));
    IntFunction<Message> large = MessagingFigures::stored;
    for (int round = 0; round < 3; round++) {
      say(name + ", ordered", rate(database, messaging, handled, MESSAGES, small));
      say(name + ", unordered", rate(database, messaging, handled, MESSAGES, shared));
      say(name + ", of 500 claims", rate(database, messaging, handled, LARGE_MESSAGES, large));
    }
  }

  private static Message stored(int number) {
    return new ClaimsStored(
        IntStream.range(0, CLAIMS)
            .mapToObj(i ->
                new StoredClaim(
                    "%064x".formatted(number * (long) CLAIMS + i),
                    "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy",
                    800,
                    Optional.empty()))
            .toList());
  }

  /// Messages a second from the commit of all of them to the last one handled.
  private static double rate(
      TestDatabase database,
      Messaging messaging,
      AtomicInteger handled,
      int count,
      IntFunction<Message> message)
      throws Exception {
    handled.set(0);
    Database at = database.database();
    at.run(transaction -> {
      for (int i = 0; i < count; i++) {
        messaging.publish(transaction, message.apply(i));
      }
    });
    long begun = System.nanoTime();
    Polling.until(() -> handled.get() >= count);
    return count / ((System.nanoTime() - begun) / 1e9);
  }

  private static void say(String what, double rate) {
    System.out.printf("%s: %,.0f messages a second%n", what, rate);
  }
}
