package et.po.frost.tokens;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// When tokens were used last, written together now and then instead of with every request. What a
/// crash loses are some seconds of an information that is for people only.
public final class LastUses {
  private static final Logger LOG = Logger.getLogger(LastUses.class);
  private static final int MOST = 100_000;

  private final TokenRecords records;
  private final Clock clock;
  private final Map<TokenHash, Instant> uses = new ConcurrentHashMap<>();

  LastUses(TokenRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  void used(TokenHash token) {
    // A database that is away for long must not fill the memory.
    if (uses.size() < MOST) {
      uses.put(token, clock.instant());
    }
  }

  /// Writes what was noted.
  public void write() {
    Map<TokenHash, Instant> batch = Map.copyOf(uses);
    if (batch.isEmpty()) {
      return;
    }
    try {
      records.noteUses(batch);
      // One that was used again meanwhile stays for the next time.
      batch.forEach(uses::remove);
    } catch (SQLException e) {
      LOG.warnf("When tokens were used could not be noted, and will be again: %s", e.getMessage());
    }
  }
}
