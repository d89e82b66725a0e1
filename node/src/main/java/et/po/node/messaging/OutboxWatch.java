package et.po.node.messaging;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/// Wakes the readers when messages were committed, and clears away what all have read.
///
/// Readers are also woken every second, so that a lost notification costs time and nothing else.
final class OutboxWatch {
  private static final Logger LOG = Logger.getLogger(OutboxWatch.class);
  private static final int LONGEST_SLEEP_MILLIS = 1000;
  private static final Duration CLEANING = Duration.ofSeconds(10);

  private final DataSource source;
  private final Outbox outbox;
  private final Set<String> subscribers;
  private final Runnable wake;
  private final AtomicBoolean running = new AtomicBoolean();
  private Instant cleaned = Instant.now();

  OutboxWatch(DataSource source, Outbox outbox, Set<String> subscribers, Runnable wake) {
    this.source = source;
    this.outbox = outbox;
    this.subscribers = Set.copyOf(subscribers);
    this.wake = wake;
  }

  void start() {
    if (running.compareAndSet(false, true)) {
      Thread.ofPlatform().name("outbox-watch").daemon().start(this::run);
    }
  }

  void stop() {
    running.set(false);
  }

  private void run() {
    while (running.get()) {
      try (Connection connection = source.getConnection();
          Statement listen = connection.createStatement()) {
        listen.execute("listen " + Outbox.CHANNEL);
        watch(connection.unwrap(PGConnection.class));
      } catch (SQLException | RuntimeException e) {
        if (!running.get()) {
          return;
        }
        LOG.warnf("The outbox is not watched, it is polled: %s", e.getMessage());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LONGEST_SLEEP_MILLIS));
        wake.run();
      }
    }
  }

  private void watch(PGConnection connection) throws SQLException {
    while (running.get()) {
      wake.run();
      connection.getNotifications(LONGEST_SLEEP_MILLIS);
      if (Instant.now().isAfter(cleaned.plus(CLEANING))) {
        outbox.clean(subscribers);
        cleaned = Instant.now();
      }
    }
  }
}
