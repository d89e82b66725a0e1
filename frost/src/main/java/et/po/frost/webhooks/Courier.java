package et.po.frost.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import et.po.frost.custody.AccountKeys;
import et.po.frost.faults.FaultException;
import et.po.frost.tasks.Closing;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Sends the messages that are due, many at once, but few to one webhook, so that a slow receiver
/// holds up only itself; and in turn for each account, of which none gets so many at once that
/// others find no place.
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
  private final Shares shares = new Shares(AT_ONCE, AT_ONCE);
  private final AtomicBoolean asked = new AtomicBoolean();
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
  void work() {
    if (asked.getAndSet(true)) {
      // Whoever waits to look will see what this one would.
      return;
    }
    synchronized (this) {
      asked.set(false);
      try {
        boolean more = true;
        while (more && !closing && shares.free() > 0) {
          more = startRound();
        }
      } catch (SQLException e) {
        LOG.warnf("Webhooks wait, because the database cannot be reached: %s", e.getMessage());
      }
    }
  }

  /// Starts one of each account that may have more in hand; false if there was none.
  private boolean startRound() throws SQLException {
    List<DueDelivery> round =
        deliveries.take(busy(), shares.held(), shares.allowance(), shares.free(), SENDING_TAKES);
    for (DueDelivery delivery : round) {
      shares.take(delivery.account());
      inHand.merge(delivery.webhook(), 1, Integer::sum);
      threads.execute(() -> deliver(delivery));
    }
    return !round.isEmpty();
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
      shares.giveBack(delivery.account());
    }
    work();
  }

  private Outcome attempt(DueDelivery delivery) throws SQLException, InterruptedException {
    try {
      SigningSecret secret =
          new SigningSecret(keys.open(delivery.account()).open(PURPOSE, delivery.sealedSecret()));
      return posting.post(
          delivery.account(),
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
    Closing.within(CLOSING, threads);
  }
}
