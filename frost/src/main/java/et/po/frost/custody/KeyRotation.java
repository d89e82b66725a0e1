package et.po.frost.custody;

import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/// Wraps the data keys of all accounts with the current key, while they are in use.
///
/// Each step is whole by itself: stopped at any point, the next run goes on with what is left. Of
/// several at once each account is wrapped by one, because only the text that was read is replaced.
public final class KeyRotation {
  private static final int BATCH = 500;
  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;
  private final KeyCustody custody;

  private record Kept(UUID account, String text) {}

  /// How many accounts a rotation has seen.
  ///
  /// @param rewrapped that it wrapped with the current key
  /// @param current that were so already
  /// @param failed whose texts do not unwrap; they stay as they are
  public record Report(long rewrapped, long current, long failed) {
    private Report plus(Report more) {
      return new Report(rewrapped + more.rewrapped, current + more.current, failed + more.failed);
    }

    @Override
    public String toString() {
      return "rewrapped %d, already current %d, failed %d".formatted(rewrapped, current, failed);
    }
  }

  public KeyRotation(Database database, KeyCustody custody) {
    this.database = database;
    this.custody = custody;
  }

  /// @param progress told after each batch how far it is
  /// @param failures told of each account whose text does not unwrap
  /// @throws et.po.frost.faults.FaultException when a custodian cannot be reached
  public Report run(Consumer<Report> progress, Consumer<UUID> failures) throws SQLException {
    String current = custody.currentPrefix();
    Report report = new Report(0, 0, 0);
    List<Kept> batch = after(FIRST);
    while (!batch.isEmpty()) {
      report = report.plus(rotate(batch, current, failures));
      progress.accept(report);
      batch = after(batch.getLast().account());
    }
    return report;
  }

  private List<Kept> after(UUID account) throws SQLException {
    return database.read(connection ->
        Sql.list(
            connection,
            row -> new Kept(row.getObject("account", UUID.class), row.getString("wrapped_key")),
            "select account, wrapped_key from frost.account_key where account > ?"
                + " order by account limit "
                + BATCH,
            account));
  }

  private Report rotate(List<Kept> batch, String current, Consumer<UUID> failures)
      throws SQLException {
    Map<UUID, String> old = new LinkedHashMap<>();
    batch.stream()
        .filter(kept -> !kept.text().startsWith(current))
        .forEach(kept -> old.put(kept.account(), kept.text()));
    if (old.isEmpty()) {
      return new Report(0, batch.size(), 0);
    }
    // Outside the transaction: a custodian may take its time.
    Map<UUID, String> fresh = custody.rewrap(old);
    old.keySet().stream().filter(account -> !fresh.containsKey(account)).forEach(failures);
    long written = database.inTransaction(transaction -> replace(transaction, old, fresh));
    return new Report(
        written, batch.size() - old.size() + fresh.size() - written, old.size() - fresh.size());
  }

  private static long replace(
      Connection transaction, Map<UUID, String> old, Map<UUID, String> fresh) throws SQLException {
    long written = 0;
    // In the order of the batch, so that two rotations at once never wait for each other in a ring.
    for (Map.Entry<UUID, String> kept : old.entrySet()) {
      String text = fresh.get(kept.getKey());
      if (text != null) {
        written +=
            Sql.update(
                transaction,
                "update frost.account_key set wrapped_key = ?"
                    + " where account = ? and wrapped_key = ?",
                text,
                kept.getKey(),
                kept.getValue());
      }
    }
    return written;
  }
}
