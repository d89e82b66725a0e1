package et.po.frost.audit;

import et.po.frost.database.Database;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Log-ins that failed, counted here and written together now and then: an answer that waited for
/// the database would tell that the address has an account, and a flood would fill the table.
///
/// Each account gets ten entries an hour at most; the next one counts what came meanwhile.
public final class FailedLogIns {
  private static final Logger LOG = Logger.getLogger(FailedLogIns.class);
  private static final int HOURLY = 10;
  private static final int MOST_ACCOUNTS = 10_000;

  private final Database database;
  private final Audit audit;
  private final Clock clock;
  private final Map<UUID, Failures> waiting = new HashMap<>();

  private record Failures(long count, Instant since, Actor last) {
    Failures and(Failures later) {
      return new Failures(count + later.count, since, later.last);
    }

    JsonObject details() {
      SequencedMap<String, Json> members = new LinkedHashMap<>();
      members.put("count", new JsonNumber(count));
      members.put("since", new JsonString(since.toString()));
      return new JsonObject(members);
    }
  }

  public FailedLogIns(Database database, Audit audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /// Counts one.
  public synchronized void add(UUID account, Actor by) {
    // A flood over very many accounts must not fill the memory.
    if (waiting.size() < MOST_ACCOUNTS || waiting.containsKey(account)) {
      waiting.merge(account, new Failures(1, clock.instant(), by), Failures::and);
    }
  }

  private synchronized Map<UUID, Failures> take() {
    Map<UUID, Failures> taken = new HashMap<>(waiting);
    waiting.clear();
    return taken;
  }

  private synchronized void putBack(Map<UUID, Failures> taken) {
    taken.forEach((account, failures) ->
        waiting.merge(account, failures, (later, earlier) -> earlier.and(later)));
  }

  /// Writes what was counted, as far as each account has room for it in this hour.
  public void write() {
    Map<UUID, Failures> taken = take();
    if (taken.isEmpty()) {
      return;
    }
    try {
      Set<UUID> written = database.inTransaction(transaction -> written(transaction, taken));
      taken.keySet().removeAll(written);
    } catch (SQLException e) {
      LOG.warnf("Failed log-ins could not be noted, and will be again: %s", e.getMessage());
    }
    putBack(taken);
  }

  private Set<UUID> written(Connection transaction, Map<UUID, Failures> taken) throws SQLException {
    Set<UUID> written = new HashSet<>();
    for (Map.Entry<UUID, Failures> entry : taken.entrySet()) {
      Failures failures = entry.getValue();
      if (audit.recordAtMost(
          HOURLY,
          transaction,
          entry.getKey(),
          failures.last(),
          Action.LOG_IN_FAILED,
          failures.details())) {
        written.add(entry.getKey());
      }
    }
    return written;
  }
}
