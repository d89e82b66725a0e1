package et.po.frost.custody;

import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Looks whether a custodian has all the keys that the accounts' data keys were wrapped with.
public final class KeyCheck {
  /// Of each version some accounts: one may be damaged by itself.
  private static final int SAMPLES = 3;

  private static final String VERSION = "substring(wrapped_key from '^[^:]*:[^:]*:')";

  private final Database database;
  private final KeyCustody custody;

  private record Kept(UUID account, String text) {}

  public KeyCheck(Database database, KeyCustody custody) {
    this.database = database;
    this.custody = custody;
  }

  /// An account whose data key does not unwrap, like those of others that were wrapped with the
  /// same key; empty if there is none.
  ///
  /// @throws et.po.frost.faults.FaultException when the custodian cannot be reached
  public Optional<UUID> findLocked() throws SQLException {
    for (String version : versions()) {
      List<Kept> samples = samples(version);
      if (!samples.isEmpty() && samples.stream().noneMatch(this::unwraps)) {
        return Optional.of(samples.getFirst().account());
      }
    }
    return Optional.empty();
  }

  private List<String> versions() throws SQLException {
    return database.read(connection ->
        Sql.list(
            connection,
            row -> row.getString("version"),
            """
            with recursive wrapped(version) as (
              (select %1$s from frost.account_key order by 1 limit 1)
              union all
              select (select %1$s from frost.account_key
                  where %1$s > wrapped.version order by 1 limit 1)
                from wrapped where wrapped.version is not null
            )
            select version from wrapped where version is not null
            """
                .formatted(VERSION)));
  }

  private List<Kept> samples(String version) throws SQLException {
    return database.read(connection ->
        Sql.list(
            connection,
            row -> new Kept(row.getObject("account", UUID.class), row.getString("wrapped_key")),
            "select account, wrapped_key from frost.account_key where " + VERSION + " = ? limit ?",
            version,
            SAMPLES));
  }

  private boolean unwraps(Kept kept) {
    try {
      custody.unwrap(kept.account(), kept.text());
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
