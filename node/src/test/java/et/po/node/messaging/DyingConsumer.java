package et.po.node.messaging;

import et.po.node.messages.Message.TransactionSent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.postgresql.ds.PGSimpleDataSource;

/// A process that takes a message, says so, and never finishes it; it ends with whoever started it.
final class DyingConsumer {
  static final Topology TOPOLOGY =
      Topology.of(Topology.Subscriber.ordered("reader", TransactionSent.class));

  private DyingConsumer() {}

  /// @param arguments database, its user and password, the broker, the prefix
  public static void main(String... arguments) throws IOException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(arguments[0]);
    source.setUser(arguments[1]);
    source.setPassword(arguments[2]);
    RabbitAddress address =
        new RabbitAddress(URI.create(arguments[3]), arguments[4], Duration.ofDays(1));
    RabbitMessaging messaging = new RabbitMessaging(source, TOPOLOGY, address);
    CountDownLatch never = new CountDownLatch(1);
    messaging.subscribe(
        "reader",
        message -> {
          System.out.println("in hand: " + ((TransactionSent) message).batchCid());
          never.await();
        });
    // Nothing is ever written there.
    System.exit(System.in.read());
  }
}
