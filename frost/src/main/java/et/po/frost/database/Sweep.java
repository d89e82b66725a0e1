package et.po.frost.database;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/// Deletes rows that have ended long ago, many at once, in small transactions that hold up nobody.
/// Several may sweep one database.
public final class Sweep {
  private static final Logger LOG = Logger.getLogger(Sweep.class);
  private static final int BATCH = 1000;
  private static final int MOST_BATCHES = 100;
  private static final Duration TOKENS_KEPT = Duration.ofDays(90);
  private static final Duration MAILS_KEPT = Duration.ofDays(30);

  private final Database database;
  private final Clock clock;
  private final String table;
  private final String deletion;
  private final Duration kept;

  private Sweep(
      Database database, Clock clock, String table, String key, String ended, Duration kept) {
    this.database = database;
    this.clock = clock;
    this.table = table;
    this.deletion =
        ("delete from %1$s where %2$s in"
                + " (select %2$s from %1$s where %3$s < ? limit %4$d for update skip locked)")
            .formatted(table, key, ended, BATCH);
    this.kept = kept;
  }

  /// Of tokens that were revoked or expired 90 days ago.
  public static Sweep ofTokens(Database database, Clock clock) {
    return new Sweep(
        database, clock, "frost.token", "hash", "coalesce(revoked, expires)", TOKENS_KEPT);
  }

  /// Of mails that were sent 30 days ago; their texts went when they were sent.
  public static Sweep ofMails(Database database, Clock clock) {
    return new Sweep(database, clock, "frost.mail", "position", "sent", MAILS_KEPT);
  }

  /// Deletes what there is, up to a hundred thousand rows; the rest waits for the next time.
  public void run() {
    Object before = clock.instant().minus(kept).atOffset(ZoneOffset.UTC);
    try {
      for (int i = 0; i < MOST_BATCHES; i++) {
        int deleted =
            database.inTransaction(transaction -> Sql.update(transaction, deletion, before));
        if (deleted < BATCH) {
          return;
        }
      }
    } catch (SQLException e) {
      LOG.warnf("Old rows of %s could not be deleted, and will be: %s", table, e.getMessage());
    }
  }
}
