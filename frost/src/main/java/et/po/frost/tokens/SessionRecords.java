package et.po.frost.tokens;

import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import et.po.protocol.json.JsonString;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What our records say of tokens to their owners: when they were made and used, and which to end.
final class SessionRecords {
  private static final String GOOD = " and revoked is null and expires > ?";
  private static final String ID = "left(encode(hash, 'hex'), 16)";

  private final Database database;
  private final Clock clock;

  SessionRecords(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// An account's good log-ins, newest first.
  List<Session> sessions(UUID account) throws SQLException {
    return database.read(connection ->
        Sql.list(
            connection,
            SessionRecords::session,
            "select hash, created, last_used, expires from frost.token"
                + " where account = ? and kind = 'login'"
                + GOOD
                + " order by position desc",
            account,
            now()));
  }

  /// An account's good API tokens: live ones first, each in the order of creation.
  List<ApiToken> apiTokens(UUID account) throws SQLException {
    return database.read(connection ->
        Sql.list(
            connection,
            SessionRecords::apiToken,
            "select hash, kind, created, last_used, expires from frost.token"
                + " where account = ? and kind in ('api_key', 'test_api_key')"
                + GOOD
                + " order by kind, position",
            account,
            now()));
  }

  /// Ends one of an account's log-ins; false if it has no such good one.
  boolean end(Connection transaction, UUID account, String id) throws SQLException {
    OffsetDateTime now = now();
    return JsonString.isStorable(id)
        && Sql.update(
                transaction,
                "update frost.token set revoked = ? where account = ? and kind = 'login' and "
                    + ID
                    + " = ?"
                    + GOOD,
                now,
                account,
                id,
                now)
            > 0;
  }

  /// Ends all of an account's log-ins but one, and says how many these were.
  int endOthers(Connection transaction, UUID account, TokenHash kept) throws SQLException {
    OffsetDateTime now = now();
    return Sql.update(
        transaction,
        "update frost.token set revoked = ? where account = ? and kind = 'login' and hash <> ?"
            + GOOD,
        now,
        account,
        kept.bytes(),
        now);
  }

  /// Ends an account's tokens of a kind beyond the newest ones, and says how many these were.
  int endOldest(Connection transaction, UUID account, TokenKind kind, int kept)
      throws SQLException {
    OffsetDateTime now = now();
    return Sql.update(
        transaction,
        "update frost.token set revoked = ? where hash in (select hash from frost.token"
            + " where account = ? and kind = ? and revoked is null"
            + " order by position desc offset ?) and revoked is null",
        now,
        account,
        kind.text(),
        kept);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        new TokenHash(row.getBytes("hash")), at(row, "created"), lastUsed(row), at(row, "expires"));
  }

  private static ApiToken apiToken(ResultSet row) throws SQLException {
    return new ApiToken(
        new TokenHash(row.getBytes("hash")),
        TokenKind.of(row.getString("kind")).network(),
        at(row, "created"),
        lastUsed(row),
        at(row, "expires"));
  }

  private static Optional<Instant> lastUsed(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getObject("last_used", OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
