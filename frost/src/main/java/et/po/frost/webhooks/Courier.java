package et.po.frost.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import et.po.frost.custody.AccountKeys;
import et.po.frost.faults.FaultException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Sends the messages that are due, many at once, but few to one webhook, so that a slow receiver
/// holds up only itself.
///
/// Several may work on one database. Whoever crashes between sending and noting it sends the
/// message twice, under the same id, never not at all.
final class Courier implements AutoCloseable {
  static final String PURPOSE = "webhook secret";
  private static final Logger LOG = Logger.getLogger(Courier.class);
  private static final Duration SENDING_TAKES = Duration.ofMinutes(2);
  private static final int AT_ONCE = 256;
  private static final int AT_ONCE_EACH = 4;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Deliveries deliveries;
  private final AccountKeys keys;
  private final Posting posting;
  private final Clock clock;
  private final Semaphore slots = new Semaphore(AT_ONCE);
  private final Map<UUID, Integer> inHand = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());
  private volatile boolean closing;

  Courier(Deliveries deliveries, AccountKeys keys, Posting posting, Clock clock) {
    this.deliveries = deliveries;
    this.keys = keys;
    this.posting = posting;
    this.clock = clock;
  }

  /// Starts to send all that is due and may be in hand now; what is finished makes room for more.
  synchronized void work() {
    try {
      while (!closing && slots.tryAcquire()) {
        if (!startNext()) {
          slots.release();
          return;
        }
      }
    } catch (SQLException e) {
      slots.release();
      LOG.warnf("Webhooks wait, because the database cannot be reached: %s", e.getMessage());
    }
  }

  private boolean startNext() throws SQLException {
    Optional<DueDelivery> next = deliveries.take(busy(), SENDING_TAKES);
    next.ifPresent(delivery -> {
      inHand.merge(delivery.webhook(), 1, Integer::sum);
      threads.execute(() -> deliver(delivery));
    });
    return next.isPresent();
  }

  private List<UUID> busy() {
    return inHand.entrySet().stream()
        .filter(entry -> entry.getValue() >= AT_ONCE_EACH)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void deliver(DueDelivery delivery) {
    try {
      Outcome outcome = attempt(delivery);
      // What closing broke off was no attempt; it is made again when the time of this one is over.
      if (!closing || outcome instanceof Outcome.Answered) {
        deliveries.attempted(delivery, outcome);
      }
    } catch (SQLException e) {
      LOG.warnf("What came of delivery %s is not noted: %s", delivery.id(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      inHand.computeIfPresent(delivery.webhook(), (_, count) -> count == 1 ? null : count - 1);
      slots.release();
    }
    work();
  }

  private Outcome attempt(DueDelivery delivery) throws SQLException, InterruptedException {
    try {
      SigningSecret secret =
          new SigningSecret(keys.open(delivery.account()).open(PURPOSE, delivery.sealedSecret()));
      return posting.post(
          delivery.url(),
          secret.headers(delivery.messageId(), clock.instant(), delivery.body()),
          delivery.body().getBytes(UTF_8));
    } catch (FaultException e) {
      return new Outcome.Unanswered(e.sentence());
    } catch (RuntimeException e) {
      // It is set aside in the end like any other, and those behind it move on.
      LOG.errorf(e, "Delivery %s cannot be sent", delivery.id());
      return new Outcome.Unanswered("Frost could not make the request.");
    }
  }

  /// Gives what is in hand a moment.
  @Override
  public void close() {
    closing = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
