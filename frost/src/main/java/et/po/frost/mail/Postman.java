package et.po.frost.mail;

import et.po.frost.mail.Outbox.Waiting;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Sends what is in the outbox. A mail that is not taken waits, longer each time, up to an hour,
/// for five days; one that is refused for good is given up sooner. None waits for another.
///
/// Several may work on one outbox. Whoever crashes between sending and noting it sends the mail
/// twice, never not at all.
public final class Postman {
  private static final Logger LOG = Logger.getLogger(Postman.class);
  private static final Duration SENDING_TAKES = Duration.ofMinutes(2);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final int DOUBLINGS = 12;

  /// Over some seven hours: a server that is set up wrongly knows nobody for a while.
  private static final int REFUSALS = 16;

  /// As long as mail servers usually try (RFC 5321, 4.5.4.1).
  private static final Duration KEPT = Duration.ofDays(5);

  private final Outbox outbox;
  private final MailSender sender;

  public Postman(Outbox outbox, MailSender sender) {
    this.outbox = outbox;
    this.sender = sender;
  }

  /// Sends all that is due.
  public void work() {
    try {
      for (Optional<Waiting> next = outbox.take(SENDING_TAKES);
          next.isPresent();
          next = outbox.take(SENDING_TAKES)) {
        send(next.get());
      }
    } catch (SQLException e) {
      LOG.warnf("Mails wait, because the database cannot be reached: %s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Waiting waiting) throws SQLException, InterruptedException {
    try {
      sender.send(waiting.id(), waiting.mail());
      outbox.sent(waiting.position());
    } catch (MailNotTakenException e) {
      if (isHopeless(waiting, e)) {
        LOG.warnf(
            "Mail %d was not taken at attempt %d and is given up: %s",
            waiting.position(), waiting.attempts(), e.reason());
        outbox.giveUp(waiting.position());
      } else {
        LOG.warnf(
            "Mail %d was not taken at attempt %d and will be sent again: %s",
            waiting.position(), waiting.attempts(), e.reason());
        outbox.postpone(waiting.position(), wait(waiting.attempts()));
      }
    }
  }

  private static boolean isHopeless(Waiting waiting, MailNotTakenException refusal) {
    return refusal.isForGood() && waiting.attempts() >= REFUSALS
        || waiting.age().compareTo(KEPT) > 0;
  }

  private static Duration wait(int attempts) {
    Duration wait = SHORTEST_WAIT.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
