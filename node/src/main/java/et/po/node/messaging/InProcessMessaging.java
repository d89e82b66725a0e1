package et.po.node.messaging;

import et.po.node.database.Database;
import et.po.node.messages.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/// Messaging among the roles of one process, straight from the outbox: what committed is delivered,
/// also after a crash.
public final class InProcessMessaging implements Messaging, AutoCloseable {
  private final Outbox outbox;
  private final List<OutboxReader> readers = new CopyOnWriteArrayList<>();
  private final OutboxWatch watch;

  /// Messages are cleared away when all subscribers that were ever seen have them.
  ///
  /// @param subscribers that must have been seen before anything is cleared away, for one that
  ///   comes late is to find everything
  public InProcessMessaging(DataSource source, Set<String> subscribers) {
    this.outbox = new Outbox(new Database(source));
    this.watch =
        new OutboxWatch(source, outbox, subscribers, () -> readers.forEach(OutboxReader::wake));
  }

  @Override
  public void publish(Connection transaction, Message message) throws SQLException {
    outbox.append(transaction, message);
  }

  @Override
  public Subscription subscribe(
      String subscriber, Set<Class<? extends Message>> types, MessageHandler handler) {
    watch.start();
    OutboxReader reader =
        new OutboxReader(
            outbox, subscriber, types.stream().map(MessageCodec::type).toList(), handler);
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

  /// Returns when no handler runs any more and nothing uses the database.
  @Override
  public void close() {
    readers.forEach(OutboxReader::stop);
    watch.stop();
  }
}
