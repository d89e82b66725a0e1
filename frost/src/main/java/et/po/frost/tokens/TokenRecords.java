package et.po.frost.tokens;

import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import et.po.frost.faults.Fault;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Our records of tokens: what authorises them, until they end or are revoked.
final class TokenRecords {
  private static final String GOOD = "revoked is null and expires > ?";

  private final Database database;
  private final Clock clock;

  TokenRecords(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// @param sealed the token's text as only the account can read it; null for one not listed later
  void add(
      Connection transaction,
      TokenHash hash,
      UUID account,
      TokenKind kind,
      Instant created,
      byte @Nullable [] sealed)
      throws SQLException {
    Sql.update(
        transaction,
        "insert into frost.token (hash, account, kind, sealed, created, expires)"
            + " values (?, ?, ?, ?, ?, ?)",
        hash.bytes(),
        account,
        kind.text(),
        sealed,
        at(created),
        at(created.plus(kind.lifetime())));
  }

  /// Whom a good token belongs to; empty if it ended, was revoked, or never was.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#NOT_FOUND] if the account is gone
  Optional<Caller> findCaller(TokenHash hash, String client) throws SQLException {
    return database.read(connection ->
        Sql.find(
            connection,
            row -> caller(row, hash, client),
            "select t.account, t.kind, a.issuer, a.verified,"
                // Asked along, so that works of all others cost no question of their own.
                + " exists (select 1 from frost.webhook w where w.account = t.account"
                + " and w.disabled is null) as has_webhook from frost.token t"
                + " left join frost.account a on a.id = t.account"
                + " where t.hash = ? and "
                + GOOD,
            hash.bytes(),
            at(clock.instant())));
  }

  private static Caller caller(ResultSet row, TokenHash hash, String client) throws SQLException {
    String issuer = row.getString("issuer");
    if (issuer == null) {
      throw Fault.NOT_FOUND.exception();
    }
    return new Caller(
        row.getObject("account", UUID.class),
        issuer,
        row.getBoolean("verified"),
        row.getBoolean("has_webhook"),
        TokenKind.of(row.getString("kind")),
        hash,
        client);
  }

  /// Whether a token of a verification mail ended because its address was confirmed.
  boolean isSpentVerification(TokenHash hash) throws SQLException {
    return database
        .read(connection ->
            Sql.find(
                connection,
                row -> row.getInt(1),
                "select 1 from frost.token t join frost.account a on a.id = t.account"
                    + " where t.hash = ? and t.kind = 'verify_account' and a.verified",
                hash.bytes()))
        .isPresent();
  }

  /// How many good tokens of a kind an account has. Until the transaction ends no other counts or
  /// adds, so that two at once cannot both be the last one allowed.
  int countLocked(Connection transaction, UUID account, TokenKind kind) throws SQLException {
    AccountLock.take(transaction, account);
    return Sql.find(
            transaction,
            row -> row.getInt(1),
            "select count(*) from frost.token where account = ? and kind = ? and " + GOOD,
            account,
            kind.text(),
            at(clock.instant()))
        .orElse(0);
  }

  /// The sealed texts of an account's good tokens of a kind, in the order of their creation.
  List<byte[]> sealedTexts(UUID account, TokenKind kind) throws SQLException {
    return database.read(connection ->
        Sql.list(
            connection,
            row -> row.getBytes("sealed"),
            "select sealed from frost.token where account = ? and kind = ? and "
                + GOOD
                + " and sealed is not null order by position",
            account,
            kind.text(),
            at(clock.instant())));
  }

  /// The good API token of an account that has this id.
  Optional<TokenHash> findApiToken(UUID account, String id) throws SQLException {
    return database.read(connection ->
        Sql.find(
            connection,
            row -> new TokenHash(row.getBytes("hash")),
            "select hash from frost.token where account = ?"
                + " and kind in ('api_key', 'test_api_key')"
                + " and left(encode(hash, 'hex'), 16) = ? and "
                + GOOD,
            account,
            id,
            at(clock.instant())));
  }

  /// Ends a good API token of the account, and says of which kind it was; empty if there is none.
  Optional<TokenKind> revokeApiToken(Connection transaction, UUID account, TokenHash hash)
      throws SQLException {
    OffsetDateTime now = at(clock.instant());
    return Sql.find(
        transaction,
        row -> TokenKind.of(row.getString(1)),
        "update frost.token set revoked = ? where hash = ? and account = ?"
            + " and kind in ('api_key', 'test_api_key') and "
            + GOOD
            + " returning kind",
        now,
        hash.bytes(),
        account,
        now);
  }

  /// Ends one token; false if it had been ended already.
  boolean revoke(Connection transaction, TokenHash hash) throws SQLException {
    return Sql.update(
            transaction,
            "update frost.token set revoked = ? where hash = ? and revoked is null",
            at(clock.instant()),
            hash.bytes())
        > 0;
  }

  /// Ends all of an account's tokens of a kind.
  void revokeAll(Connection transaction, UUID account, TokenKind kind) throws SQLException {
    Sql.update(
        transaction,
        "update frost.token set revoked = ? where account = ? and kind = ? and revoked is null",
        at(clock.instant()),
        account,
        kind.text());
  }

  int issuedSince(Connection transaction, UUID account, TokenKind kind, Duration time)
      throws SQLException {
    return Sql.find(
            transaction,
            row -> row.getInt(1),
            "select count(*) from frost.token where account = ? and kind = ? and created > ?",
            account,
            kind.text(),
            at(clock.instant().minus(time)))
        .orElse(0);
  }

  /// Notes when tokens were used last.
  void noteUses(Map<TokenHash, Instant> uses) throws SQLException {
    List<Map.Entry<TokenHash, Instant>> entries = List.copyOf(uses.entrySet());
    database.run(transaction ->
        Sql.update(
            transaction,
            "update frost.token t set last_used = used.at"
                + " from unnest(?, ?) as used (hash, at)"
                + " where t.hash = decode(used.hash, 'hex')",
            Sql.array("text", entries.stream().map(use -> use.getKey().hex()).toList()),
            Sql.array("timestamptz", entries.stream().map(use -> at(use.getValue())).toList())));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
