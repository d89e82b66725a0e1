package et.po.frost.audit;

import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What was done to accounts. An entry is written in the transaction of the change that it tells
/// of, so that there is never one without the other; nothing here changes or removes any.
public final class Audit {
  private static final int LONGEST_DETAILS = 4000;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final String INSERT =
      "insert into frost.audit (account, at, action, token_kind, token, client, details)"
          + " select ?, ?, ?, ?, ?, ?, ?";

  private final Clock clock;

  public Audit(Clock clock) {
    this.clock = clock;
  }

  /// Writes an entry.
  ///
  /// @param details small, and without anything secret: the account's owner and operators read it
  public void record(
      Connection transaction, UUID account, Actor by, Action action, JsonObject details)
      throws SQLException {
    Sql.update(
        transaction,
        INSERT,
        account,
        now(),
        action.text(),
        by.tokenKind().orElse(null),
        by.tokenId().orElse(null),
        by.from().text(),
        small(details));
  }

  /// Writes an entry without details.
  public void record(Connection transaction, UUID account, Actor by, Action action)
      throws SQLException {
    record(transaction, account, by, action, JsonObject.EMPTY);
  }

  /// Writes an entry unless the account has as many of the action in the past hour already; for
  /// what anybody can do to any account. False if it was not written.
  public boolean recordAtMost(
      int hourly, Connection transaction, UUID account, Actor by, Action action, JsonObject details)
      throws SQLException {
    OffsetDateTime now = now();
    return Sql.update(
            transaction,
            INSERT
                + " where (select count(*) from frost.audit"
                + " where account = ? and action = ? and at > ?) < ?",
            account,
            now,
            action.text(),
            by.tokenKind().orElse(null),
            by.tokenId().orElse(null),
            by.from().text(),
            small(details),
            account,
            action.text(),
            now.minus(WINDOW),
            hourly)
        > 0;
  }

  /// An account's entries, newest first.
  List<Entry> list(Database database, UUID account, Page page) throws SQLException {
    return database.read(connection ->
        Sql.list(
            connection,
            Audit::entry,
            "select position, at, action, token_kind, token, client, details from frost.audit"
                + " where account = ? and position < ? order by position desc limit ?",
            account,
            page.before(),
            page.limit()));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static String small(JsonObject details) {
    String text = details.text();
    if (text.length() > LONGEST_DETAILS) {
      throw new IllegalArgumentException("details of " + text.length() + " characters");
    }
    return text;
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("position"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("action"),
        new Actor(
            Optional.ofNullable(row.getString("token_kind")),
            Optional.ofNullable(row.getString("token")),
            new AddressPrefix(row.getString("client"))),
        details(row.getString("details")));
  }

  private static JsonObject details(String text) {
    try {
      return (JsonObject) Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("an audit entry is not what was written", e);
    }
  }
}
