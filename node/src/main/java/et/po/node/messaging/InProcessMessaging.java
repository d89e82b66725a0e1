package et.po.node.messaging;

import et.po.node.database.Database;
import et.po.node.messages.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/// Messaging among the roles of one process, straight from the outbox: what committed is delivered,
/// also after a crash.
///
/// Messages are cleared away when all subscribers of the topology have them.
public final class InProcessMessaging implements Messaging {
  private final Topology topology;
  private final Outbox outbox;
  private final List<OutboxReader> readers = new CopyOnWriteArrayList<>();
  private final OutboxWatch watch;

  public InProcessMessaging(DataSource source, Topology topology) {
    this.topology = topology;
    this.outbox = new Outbox(new Database(source));
    this.watch =
        new OutboxWatch(
            source,
            outbox,
            () -> readers.forEach(OutboxReader::wake),
            () -> outbox.clean(topology.names()));
  }

  @Override
  public void publish(Connection transaction, Message message) throws SQLException {
    outbox.append(transaction, message);
  }

  @Override
  public Subscription subscribe(String subscriber, MessageHandler handler) {
    OutboxReader reader = new OutboxReader(outbox, topology.subscriber(subscriber), handler);
    watch.start();
    readers.add(reader);
    reader.start();
    return new Subscribed(reader);
  }

  private final class Subscribed implements Subscription {
    private final OutboxReader reader;

    Subscribed(OutboxReader reader) {
      this.reader = reader;
    }

    @Override
    public Optional<String> problem() {
      return reader.problem();
    }

    @Override
    public void close() {
      readers.remove(reader);
      reader.stop();
    }
  }

  @Override
  public Map<String, Long> deadLetters() throws SQLException {
    return outbox.deadLetters();
  }

  @Override
  public long replay(String subscriber) throws SQLException {
    return outbox.replay(topology.subscriber(subscriber).name());
  }

  @Override
  public long drop(String subscriber) throws SQLException {
    return outbox.dropDeadLetters(topology.subscriber(subscriber).name());
  }

  @Override
  public void close() {
    readers.forEach(OutboxReader::stop);
    watch.stop();
  }
}
