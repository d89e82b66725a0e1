package et.po.frost.webhooks;

import et.po.frost.database.Sql;
import et.po.frost.tokens.AccountLock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The accounts' webhooks.
final class WebhookRecords {
  private static final String SELECT =
      "select id, url, events, created, disabled from frost.webhook where account = ? ";

  private WebhookRecords() {}

  static void add(Connection transaction, UUID account, Webhook webhook, byte[] sealedSecret)
      throws SQLException {
    Sql.update(
        transaction,
        "insert into frost.webhook (id, account, url, events, secret, created)"
            + " values (?, ?, ?, ?, ?, ?)",
        webhook.id(),
        account,
        webhook.url(),
        Sql.array("text", webhook.events()),
        sealedSecret,
        at(webhook.created()));
  }

  /// How many an account has. Until the transaction ends no other counts or adds.
  static int countLocked(Connection transaction, UUID account) throws SQLException {
    AccountLock.take(transaction, account);
    return Sql.find(
            transaction,
            row -> row.getInt(1),
            "select count(*) from frost.webhook where account = ?",
            account)
        .orElse(0);
  }

  /// In the order of their creation.
  static List<Webhook> list(Connection connection, UUID account) throws SQLException {
    return Sql.list(connection, WebhookRecords::row, SELECT + "order by created, id", account);
  }

  static Optional<Webhook> find(Connection connection, UUID account, UUID id) throws SQLException {
    return Sql.find(connection, WebhookRecords::row, SELECT + "and id = ?", account, id);
  }

  /// Removes it with its deliveries, and ends the following of works if it was the last; false if
  /// the account has none such.
  static boolean remove(Connection transaction, UUID account, UUID id) throws SQLException {
    boolean removed =
        Sql.update(
                transaction, "delete from frost.webhook where account = ? and id = ?", account, id)
            > 0;
    Sql.update(
        transaction,
        "delete from frost.followed_work where account = ?"
            + " and not exists (select 1 from frost.webhook where account = ?)",
        account,
        account);
    return removed;
  }

  /// A message was taken, so others are worth sending.
  static void works(Connection transaction, UUID id, Instant now) throws SQLException {
    Sql.update(
        transaction,
        "update frost.webhook set last_success = ?, disabled = null where id = ?",
        at(now),
        id);
  }

  /// Nothing was taken since a message that is given up was written.
  static void fails(Connection transaction, UUID id, Instant written, Instant now)
      throws SQLException {
    Sql.update(
        transaction,
        "update frost.webhook set disabled = ? where id = ? and disabled is null"
            + " and (last_success is null or last_success < ?)",
        at(now),
        id,
        at(written));
  }

  /// The receiver said that it is gone.
  static void disable(Connection transaction, UUID id, Instant now) throws SQLException {
    Sql.update(
        transaction,
        "update frost.webhook set disabled = ? where id = ? and disabled is null",
        at(now),
        id);
  }

  private static Webhook row(ResultSet row) throws SQLException {
    return new Webhook(
        row.getObject("id", UUID.class),
        row.getString("url"),
        Arrays.asList((String[]) row.getArray("events").getArray()),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("disabled", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
