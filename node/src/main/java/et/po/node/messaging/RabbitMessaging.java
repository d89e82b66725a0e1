package et.po.node.messaging;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import et.po.node.database.Database;
import et.po.node.messages.Message;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/// Messaging among processes, over RabbitMQ.
///
/// The outbox stays the truth: a relay carries what committed to the broker, whose queues hold it
/// until it is handled. A broker that is away stops nothing but the flow; nothing is lost.
public final class RabbitMessaging implements Messaging {
  private final RabbitAddress address;
  private final Topology topology;
  private final Outbox outbox;
  private final RabbitQueues queues;
  private final Broker incoming;
  private final Relay relay;
  private final OutboxWatch watch;
  private final List<QueueConsumer> consumers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile Map<String, Long> lastDeadLetters = Map.of();

  public RabbitMessaging(DataSource source, Topology topology, RabbitAddress address) {
    Database database = new Database(source);
    this.address = address;
    this.topology = topology;
    this.outbox = new Outbox(database);
    this.queues = new RabbitQueues(address.prefix(), topology);
    // Two connections, for the broker stops a connection that sends when it is short of room.
    this.incoming = new Broker(address, queues, outbox, "node receives");
    Broker outgoing = new Broker(address, queues, outbox, "node sends");
    this.relay = new Relay(database, outbox, queues, outgoing, address.kept());
    this.watch = new OutboxWatch(source, outbox, relay::wake, relay::hasTurn, () -> {});
  }

  @Override
  public void start() {
    if (!started.getAndSet(true)) {
      watch.start();
      relay.start();
    }
  }

  @Override
  public void publish(Connection transaction, Message message) throws SQLException {
    outbox.append(transaction, message);
  }

  @Override
  public Subscription subscribe(String subscriber, MessageHandler handler) {
    QueueConsumer consumer =
        new QueueConsumer(incoming, queues, outbox, topology.subscriber(subscriber), handler);
    start();
    consumers.add(consumer);
    consumer.start();
    return new Subscribed(consumer);
  }

  private final class Subscribed implements Subscription {
    private final QueueConsumer consumer;

    Subscribed(QueueConsumer consumer) {
      this.consumer = consumer;
    }

    /// What a role hears depends on the relay, too.
    @Override
    public Optional<String> problem() {
      return consumer.problem().or(relay::problem);
    }

    @Override
    public void close() {
      consumers.remove(consumer);
      consumer.stop();
    }
  }

  /// As the broker last told, while it is away.
  @Override
  public Map<String, Long> deadLetters() {
    try {
      lastDeadLetters = countDeadLetters();
    } catch (BrokerException | ShutdownSignalException | IOException | TimeoutException e) {
      // The roles say that it is away.
      return lastDeadLetters;
    }
    return lastDeadLetters;
  }

  private Map<String, Long> countDeadLetters() throws IOException, TimeoutException {
    Map<String, Long> counts = new LinkedHashMap<>();
    Channel channel = incoming.channel();
    for (Topology.Subscriber each : topology.subscribers()) {
      long count = channel.messageCount(queues.dead(each.name()));
      if (count > 0) {
        counts.put(each.name(), count);
      }
    }
    channel.close();
    return Map.copyOf(counts);
  }

  @Override
  public long replay(String subscriber) {
    String name = topology.subscriber(subscriber).name();
    return count(channel -> QueueConsumer.replay(channel, queues, name, Long.MAX_VALUE));
  }

  @Override
  public long drop(String subscriber) {
    String dead = queues.dead(topology.subscriber(subscriber).name());
    return count(channel -> channel.queuePurge(dead).getMessageCount());
  }

  /// What is done with messages at the broker, and with how many.
  private interface Step {
    long with(Channel channel) throws IOException, TimeoutException;
  }

  private long count(Step step) {
    try {
      Channel channel = incoming.channel();
      long count = step.with(channel);
      channel.close();
      return count;
    } catch (BrokerException e) {
      throw new TryLaterException(String.valueOf(e.getMessage()), e);
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      throw new TryLaterException(String.valueOf(new BrokerException(address, e).getMessage()), e);
    }
  }

  @Override
  public long waiting() throws SQLException {
    return outbox.waiting(topology.typeNames());
  }

  @Override
  public void close() {
    consumers.forEach(QueueConsumer::stop);
    relay.stop();
    watch.stop();
    incoming.abort();
  }
}
