package et.po.frost.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import et.po.frost.custody.AccountKeys;
import et.po.frost.custody.AccountSecrets;
import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import et.po.protocol.json.MalformedJsonException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Mails that were written and not sent yet.
public final class Outbox {
  private static final String PURPOSE = "mail";
  private static final String SELECT =
      "select position, account, recipient, subject, sealed, attempts, created from frost.mail ";

  private final Database database;
  private final AccountKeys keys;
  private final Clock clock;
  private final boolean keepsSent;

  private record Row(
      long position,
      UUID account,
      String to,
      String subject,
      byte[] sealed,
      int attempts,
      Instant created) {}

  /// A mail in the outbox.
  ///
  /// @param id no other mail's, of any outbox
  record Waiting(long position, String id, int attempts, Duration age, Mail mail) {}

  /// @param keepsSent whether the text of a mail that was sent is still there to be shown
  public Outbox(Database database, AccountKeys keys, Clock clock, boolean keepsSent) {
    this.database = database;
    this.keys = keys;
    this.clock = clock;
    this.keepsSent = keepsSent;
  }

  /// Puts a mail in with the change that it tells of.
  public void add(Connection transaction, UUID account, AccountSecrets secrets, Mail mail)
      throws SQLException {
    JsonObject body =
        new JsonObject(
            Map.of("html", new JsonString(mail.html()), "text", new JsonString(mail.text())));
    Object now = clock.instant().atOffset(ZoneOffset.UTC);
    Sql.update(
        transaction,
        "insert into frost.mail (account, recipient, subject, sealed, created, due)"
            + " values (?, ?, ?, ?, ?, ?)",
        account,
        mail.to(),
        mail.subject(),
        secrets.seal(PURPOSE, body.text().getBytes(UTF_8)),
        now,
        now);
  }

  /// How many mails an address was written in the time that has just passed, whatever accounts they
  /// are of. It is one address in any case.
  public int writtenTo(Connection transaction, String address, Duration time) throws SQLException {
    return Sql.find(
            transaction,
            row -> row.getInt(1),
            "select count(*) from frost.mail where lower(recipient) = lower(?) and created > ?",
            address,
            clock.instant().minus(time).atOffset(ZoneOffset.UTC))
        .orElse(0);
  }

  /// Takes a mail that is due, so that nobody else does for a while; empty if none is.
  Optional<Waiting> take(Duration sendingTakes) throws SQLException {
    Instant now = clock.instant();
    Optional<Row> row =
        database.inTransaction(transaction ->
            Sql.find(
                transaction,
                Outbox::row,
                "update frost.mail set attempts = attempts + 1, due = ? where position ="
                    + " (select position from frost.mail where sent is null and due <= ?"
                    + " order by due limit 1 for update skip locked)"
                    + " returning position, account, recipient, subject, sealed, attempts, created",
                now.plus(sendingTakes).atOffset(ZoneOffset.UTC),
                now.atOffset(ZoneOffset.UTC)));
    return row.isPresent() ? Optional.of(opened(row.get())) : Optional.empty();
  }

  void sent(long position) throws SQLException {
    Object now = clock.instant().atOffset(ZoneOffset.UTC);
    database.run(transaction ->
        Sql.update(
            transaction,
            "update frost.mail set sent = ?, sealed = case when ? then sealed end where position = ?",
            now,
            keepsSent,
            position));
  }

  void postpone(long position, Duration wait) throws SQLException {
    Object due = clock.instant().plus(wait).atOffset(ZoneOffset.UTC);
    database.run(transaction ->
        Sql.update(transaction, "update frost.mail set due = ? where position = ?", due, position));
  }

  /// Takes out a mail that cannot be delivered.
  void giveUp(long position) throws SQLException {
    database.run(transaction ->
        Sql.update(transaction, "delete from frost.mail where position = ?", position));
  }

  /// The newest mails that are still there, newest first.
  List<Mail> newest(int limit) throws SQLException {
    List<Row> rows =
        database.read(connection ->
            Sql.list(
                connection,
                Outbox::row,
                SELECT + "where sealed is not null order by position desc limit ?",
                limit));
    List<Mail> mails = new ArrayList<>();
    for (Row row : rows) {
      mails.add(opened(row).mail());
    }
    return mails;
  }

  private Waiting opened(Row row) throws SQLException {
    byte[] body = keys.open(row.account()).open(PURPOSE, row.sealed());
    try {
      JsonObject forms = (JsonObject) Json.parse(body);
      return new Waiting(
          row.position(),
          // No two are sealed alike.
          UUID.nameUUIDFromBytes(row.sealed()).toString(),
          row.attempts(),
          Duration.between(row.created(), clock.instant()),
          new Mail(
              row.to(),
              row.subject(),
              forms.findString("html").orElseThrow(),
              forms.findString("text").orElseThrow()));
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("mail " + row.position() + " is not what was sealed", e);
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("position"),
        row.getObject("account", UUID.class),
        row.getString("recipient"),
        row.getString("subject"),
        row.getBytes("sealed"),
        row.getInt("attempts"),
        row.getObject("created", OffsetDateTime.class).toInstant());
  }
}
