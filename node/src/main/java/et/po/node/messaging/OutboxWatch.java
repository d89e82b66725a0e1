package et.po.node.messaging;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Wakes who reads when messages were committed, and clears away what is not needed any more.
///
/// Readers are also woken every second, so that a lost notification costs time and nothing else.
final class OutboxWatch {
  private static final Logger LOG = Logger.getLogger(OutboxWatch.class);
  private static final int LONGEST_SLEEP_MILLIS = 1000;
  private static final Duration CLEANING = Duration.ofSeconds(10);

  private final DataSource source;
  private final Outbox outbox;
  private final Runnable wake;
  private final BooleanSupplier wanted;
  private final Cleaning cleaning;
  private volatile boolean running = true;
  private @Nullable Thread thread;
  private Instant cleaned = Instant.now();

  /// What is done from time to time.
  @FunctionalInterface
  interface Cleaning {
    void run() throws SQLException;
  }

  OutboxWatch(DataSource source, Outbox outbox, Runnable wake, Cleaning cleaning) {
    this(source, outbox, wake, () -> true, cleaning);
  }

  /// @param wanted whether anybody here reads now: each commit wakes all who listen, and most would
  ///   find nothing to do
  OutboxWatch(
      DataSource source, Outbox outbox, Runnable wake, BooleanSupplier wanted, Cleaning cleaning) {
    this.source = source;
    this.outbox = outbox;
    this.wake = wake;
    this.wanted = wanted;
    this.cleaning = cleaning;
  }

  synchronized void start() {
    if (thread == null && running) {
      thread = Thread.ofPlatform().name("outbox-watch").daemon().start(this::run);
    }
  }

  /// Returns when the watch has given its connection back.
  synchronized void stop() {
    running = false;
    if (thread == null) {
      return;
    }
    try {
      outbox.notifyWatches();
    } catch (SQLException e) {
      LOG.debugf("The watch ends on its own, without a nudge: %s", e.getMessage());
    }
    try {
      thread.join(Duration.ofMillis(2L * LONGEST_SLEEP_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (running) {
      if (!wanted.getAsBoolean()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LONGEST_SLEEP_MILLIS));
        continue;
      }
      try (Connection connection = source.getConnection();
          Statement listen = connection.createStatement()) {
        listen.execute("listen " + Outbox.CHANNEL);
        try {
          watch(connection.unwrap(PGConnection.class));
        } finally {
          // The connection may come from a pool, and go on to somebody who does not listen.
          listen.execute("unlisten *");
        }
      } catch (SQLException | RuntimeException e) {
        if (!running) {
          return;
        }
        LOG.warnf("The outbox is not watched, it is polled: %s", e.getMessage());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LONGEST_SLEEP_MILLIS));
        wake.run();
      }
    }
  }

  private void watch(PGConnection connection) throws SQLException {
    while (running && wanted.getAsBoolean()) {
      wake.run();
      connection.getNotifications(LONGEST_SLEEP_MILLIS);
      if (Instant.now().isAfter(cleaned.plus(CLEANING))) {
        cleaning.run();
        cleaned = Instant.now();
      }
    }
  }
}
