package et.po.frost.accounts;

import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import et.po.protocol.json.JsonString;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// The accounts as they are kept.
final class Accounts {
  private static final String SELECT = "select * from frost.account where ";

  private static final String UNIQUE_VIOLATION = "23505";

  private final Database database;

  Accounts(Database database) {
    this.database = database;
  }

  /// What a log-in needs to know.
  record Credentials(UUID id, String email, String issuer, String password) {}

  /// Adds an account; false if there is one with this address, in whatever case. Of several at once
  /// exactly one wins.
  boolean add(
      Connection transaction,
      UUID id,
      String email,
      String password,
      String issuer,
      Instant created,
      boolean verified)
      throws SQLException {
    if (isTaken(transaction, email, id)) {
      return false;
    }
    return Sql.update(
            transaction,
            "insert into frost.account (id, email, password, issuer, created, verified)"
                + " values (?, ?, ?, ?, ?, ?) on conflict (email) do nothing",
            id,
            email,
            password,
            issuer,
            created.atOffset(ZoneOffset.UTC),
            verified)
        > 0;
  }

  boolean exists(String email) throws SQLException {
    return findCredentials(email).isPresent();
  }

  /// Whether another account has the address, in whatever case; nobody else takes it until the
  /// transaction ends. No unique index says it, because accounts that differ in case alone were
  /// allowed once.
  private static boolean isTaken(Connection transaction, String email, UUID id)
      throws SQLException {
    Sql.find(
        transaction,
        row -> row.getString(1),
        "select pg_advisory_xact_lock(hashtextextended('frost address ' || lower(?), 0))::text",
        email);
    return Sql.find(
            transaction,
            row -> row.getInt(1),
            "select 1 from frost.account where lower(email) = lower(?) and id <> ?",
            email,
            id)
        .isPresent();
  }

  /// Of the account with this address, in whatever case: of two that differ in it, that which is
  /// written so, else the older one.
  Optional<Credentials> findCredentials(String email) throws SQLException {
    return database.read(connection ->
        Sql.find(
            connection,
            row ->
                new Credentials(
                    row.getObject("id", UUID.class),
                    row.getString("email"),
                    row.getString("issuer"),
                    row.getString("password")),
            SELECT + "lower(email) = lower(?) order by email = ? desc, created limit 1",
            email,
            email));
  }

  Optional<Account> find(UUID id) throws SQLException {
    return database.read(
        connection -> Sql.find(connection, Accounts::account, SELECT + "id = ?", id));
  }

  Optional<Account> findByIssuer(String issuer) throws SQLException {
    if (!JsonString.isStorable(issuer)) {
      // The database does not even take the question.
      return Optional.empty();
    }
    return database.read(
        connection -> Sql.find(connection, Accounts::account, SELECT + "issuer = ?", issuer));
  }

  Optional<String> findPassword(UUID id) throws SQLException {
    return database.read(connection ->
        Sql.find(connection, row -> row.getString("password"), SELECT + "id = ?", id));
  }

  /// Whether the account still has this password; nobody changes it until the transaction ends.
  boolean stillHas(Connection transaction, UUID id, String password) throws SQLException {
    return Sql.find(
            transaction, row -> row.getString("password"), SELECT + "id = ? for no key update", id)
        .filter(password::equals)
        .isPresent();
  }

  /// The account; nobody changes it until the transaction ends.
  Optional<Account> findLocked(Connection transaction, UUID id) throws SQLException {
    return Sql.find(transaction, Accounts::account, SELECT + "id = ? for no key update", id);
  }

  void verify(Connection transaction, UUID id) throws SQLException {
    Sql.update(transaction, "update frost.account set verified = true where id = ?", id);
  }

  /// Keeps what can be changed of an account; false if its address is a new one that another has.
  boolean change(Connection transaction, Account before, Account changed) throws SQLException {
    if (!changed.email().equals(before.email())
        && isTaken(transaction, changed.email(), changed.id())) {
      return false;
    }
    try {
      Sql.update(
          transaction,
          "update frost.account set email = ?, email_public = ?, verified = ?, name = ?, bio = ?,"
              + " ethereum_address = ?, poe_address = ?, poe_signature = ?, poe_verified = ?"
              + " where id = ?",
          changed.email(),
          changed.emailPublic(),
          changed.verified(),
          changed.name().orElse(null),
          changed.bio().orElse(null),
          changed.ethereumAddress().orElse(null),
          changed.poeAddress().orElse(null),
          changed.poeSignature().orElse(null),
          changed.poeVerified().orElse(null),
          changed.id());
      return true;
    } catch (SQLException e) {
      // Somebody else took the address since the question above.
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /// False if another account has this issuer.
  boolean changeIssuer(Connection transaction, UUID id, String issuer) throws SQLException {
    try {
      Sql.update(transaction, "update frost.account set issuer = ? where id = ?", issuer, id);
      return true;
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  void changePassword(Connection transaction, UUID id, String password) throws SQLException {
    Sql.update(transaction, "update frost.account set password = ? where id = ?", password, id);
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        row.getObject("id", UUID.class),
        row.getString("email"),
        row.getBoolean("email_public"),
        row.getString("issuer"),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        row.getBoolean("verified"),
        Optional.ofNullable(row.getString("name")),
        Optional.ofNullable(row.getString("bio")),
        Optional.ofNullable(row.getString("ethereum_address")),
        Optional.ofNullable(row.getString("poe_address")),
        Optional.ofNullable(row.getString("poe_signature")),
        Optional.ofNullable(row.getObject("poe_verified", Boolean.class)));
  }
}
