package et.po.frost.accounts;

import et.po.frost.database.Database;
import et.po.frost.database.Sql;
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

  private final Database database;

  Accounts(Database database) {
    this.database = database;
  }

  /// What a log-in needs to know.
  record Credentials(UUID id, String issuer, String password) {}

  /// Adds an account; false if there is one with this address. Of several at once exactly one wins.
  boolean add(
      Connection transaction,
      UUID id,
      String email,
      String password,
      String issuer,
      Instant created,
      boolean verified)
      throws SQLException {
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

  Optional<Credentials> findCredentials(String email) throws SQLException {
    return database.read(connection ->
        Sql.find(
            connection,
            row ->
                new Credentials(
                    row.getObject("id", UUID.class),
                    row.getString("issuer"),
                    row.getString("password")),
            SELECT + "email = ?",
            email));
  }

  Optional<Account> find(UUID id) throws SQLException {
    return database.read(
        connection -> Sql.find(connection, Accounts::account, SELECT + "id = ?", id));
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
