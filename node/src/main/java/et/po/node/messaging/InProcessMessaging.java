package et.po.node.messaging;

import et.po.node.database.Database;
import et.po.node.messages.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/// Messaging among the roles of one process, straight from the outbox: what committed is delivered,
/// also after a crash.
public final class InProcessMessaging implements Messaging, AutoCloseable {
  private final Outbox outbox;
  private final Map<String, OutboxReader> readers = new ConcurrentHashMap<>();
  private final OutboxWatch watch;

  public InProcessMessaging(DataSource source) {
    this.outbox = new Outbox(new Database(source));
    this.watch =
        new OutboxWatch(
            source,
            outbox,
            () -> readers.values().forEach(OutboxReader::wake),
            () -> readers.values().stream().allMatch(OutboxReader::isRegistered));
  }

  @Override
  public void publish(Connection transaction, Message message) throws SQLException {
    outbox.append(transaction, message);
  }

  @Override
  public Subscription subscribe(
      String subscriber, Set<Class<? extends Message>> types, MessageHandler handler) {
    OutboxReader reader =
        new OutboxReader(
            outbox,
            subscriber,
            types.stream().map(MessageCodec::type).toArray(String[]::new),
            handler);
    if (readers.putIfAbsent(subscriber, reader) != null) {
      throw new IllegalStateException(subscriber + " is subscribed already");
    }
    reader.start();
    watch.start();
    return new Subscribed(subscriber, reader);
  }

  private final class Subscribed implements Subscription {
    private final String subscriber;
    private final OutboxReader reader;

    Subscribed(String subscriber, OutboxReader reader) {
      this.subscriber = subscriber;
      this.reader = reader;
    }

    @Override
    public Optional<String> problem() {
      return reader.problem();
    }

    @Override
    public void close() {
      reader.stop();
      readers.remove(subscriber, reader);
    }
  }

  /// Returns when no handler runs any more and nothing uses the database.
  @Override
  public void close() {
    readers.values().forEach(OutboxReader::stop);
    watch.stop();
  }
}
