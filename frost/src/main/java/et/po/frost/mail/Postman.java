package et.po.frost.mail;

import et.po.frost.mail.Outbox.Waiting;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Sends what is in the outbox. A mail that is not taken waits, longer each time, up to an hour.
///
/// Several may work on one outbox. Whoever crashes between sending and noting it sends the mail
/// twice, never not at all.
public final class Postman {
  private static final Logger LOG = Logger.getLogger(Postman.class);
  private static final Duration SENDING_TAKES = Duration.ofMinutes(2);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final int DOUBLINGS = 12;

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
      sender.send(waiting.mail());
      outbox.sent(waiting.position());
    } catch (MailNotTakenException e) {
      // The server's words may quote the address; their kind is enough.
      LOG.warnf(
          "Mail %d was not taken at attempt %d (%s) and will be sent again",
          waiting.position(), waiting.attempts(), kindOf(e));
      outbox.postpone(waiting.position(), wait(waiting.attempts()));
    }
  }

  private static String kindOf(MailNotTakenException failure) {
    Throwable cause = failure.getCause();
    return cause == null ? "unknown" : cause.getClass().getSimpleName();
  }

  private static Duration wait(int attempts) {
    Duration wait = SHORTEST_WAIT.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
