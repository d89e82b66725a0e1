package et.po.frost.webhooks;

import static et.po.frost.webhooks.WebhookRecords.at;

import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Messages to webhooks: written in the transaction that they tell of, kept for a while after.
final class Deliveries {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int FORGOTTEN_AT_ONCE = 10_000;

  private final Database database;
  private final RetrySchedule schedule;
  private final Clock clock;

  Deliveries(Database database, RetrySchedule schedule, Clock clock) {
    this.database = database;
    this.schedule = schedule;
    this.clock = clock;
  }

  /// Writes the event for each webhook of the account that is for such.
  void add(Connection transaction, UUID account, Event event) throws SQLException {
    Instant now = clock.instant();
    Sql.update(
        transaction,
        "insert into frost.webhook_delivery (id, webhook, event, body, created, due)"
            + " select gen_random_uuid(), id, ?, ?, ?, ? from frost.webhook"
            + " where account = ? and disabled is null and ? = any(events)",
        event.type().text(),
        event.body(now),
        at(now),
        at(now),
        account,
        event.type().text());
  }

  /// Writes the event for one webhook of the account, whatever it is for, and gives the delivery's
  /// id; empty if the account has none such, or not any more.
  Optional<UUID> addTo(UUID account, UUID webhook, Event event) throws SQLException {
    Instant now = clock.instant();
    return database.inTransaction(transaction ->
        Sql.find(
            transaction,
            row -> row.getObject(1, UUID.class),
            "insert into frost.webhook_delivery (id, webhook, event, body, created, due)"
                + " select gen_random_uuid(), id, ?, ?, ?, ? from frost.webhook"
                + " where account = ? and id = ? for key share returning id",
            event.type().text(),
            event.body(now),
            at(now),
            at(now),
            account,
            webhook));
  }

  /// Takes messages that are due, so that nobody else does for a while: the oldest one of each
  /// account that may have more in hand, those first that have least.
  ///
  /// What it costs depends on how many webhooks have messages, not on how many messages wait: who
  /// has very many of them holds up nobody.
  ///
  /// @param busy webhooks that have enough in hand
  /// @param held how many each account has in hand
  /// @param allowance how many an account may have in hand
  List<DueDelivery> take(
      Collection<UUID> busy,
      Map<UUID, Integer> held,
      int allowance,
      int most,
      Duration sendingTakes)
      throws SQLException {
    Instant now = clock.instant();
    return database.inTransaction(transaction -> {
      List<UUID> first = firstOfEach(transaction, now, busy, held, allowance, most);
      return first.isEmpty()
          ? List.of()
          : Sql.list(
              transaction,
              Deliveries::due,
              "update frost.webhook_delivery d"
                  + " set attempts = attempts + 1, due = ?, last_attempt = ?"
                  + " from frost.webhook w where w.id = d.webhook and d.id in"
                  + " (select id from frost.webhook_delivery where id = any(?) and due <= ?"
                  + " for update skip locked)"
                  + " returning d.id, d.webhook, w.account, w.url, w.secret, d.body,"
                  + " greatest(1, d.attempts - d.resent_after) as attempts, d.created",
              at(now.plus(sendingTakes)),
              at(now),
              Sql.array("uuid", first),
              at(now));
    });
  }

  private static List<UUID> firstOfEach(
      Connection transaction,
      Instant now,
      Collection<UUID> busy,
      Map<UUID, Integer> held,
      int allowance,
      int most)
      throws SQLException {
    List<Map.Entry<UUID, Integer>> entries = List.copyOf(held.entrySet());
    return Sql.list(
        transaction,
        row -> row.getObject("id", UUID.class),
        """
        with recursive waiting(webhook) as (
          (select webhook from frost.webhook_delivery where due is not null
            order by webhook limit 1)
          union all
          select (select d.webhook from frost.webhook_delivery d
              where d.due is not null and d.webhook > waiting.webhook order by d.webhook limit 1)
            from waiting where waiting.webhook is not null
        ), first as (
          select distinct on (w.account) next.id, next.due, coalesce(held.count, 0) as count
          from waiting join frost.webhook w on w.id = waiting.webhook
          left join unnest(?, ?) as held(account, count) on held.account = w.account
          cross join lateral (select id, due from frost.webhook_delivery d
            where d.webhook = w.id and d.due <= ? order by d.due limit 1) as next
          where not w.id = any(?) and coalesce(held.count, 0) < ?
          order by w.account, next.due
        )
        select id from first order by count, due limit ?
        """,
        Sql.array("uuid", entries.stream().map(Map.Entry::getKey).toList()),
        Sql.array("int", entries.stream().map(Map.Entry::getValue).toList()),
        at(now),
        Sql.array("uuid", busy),
        allowance,
        most);
  }

  /// Notes what came of an attempt: done, once more later, or set aside.
  void attempted(DueDelivery delivery, Outcome outcome) throws SQLException {
    Instant now = clock.instant();
    database.run(transaction -> {
      switch (outcome) {
        case Outcome.Answered answer when answer.isTaken() -> {
          note(transaction, delivery, "delivered", null, answer.status(), null);
          WebhookRecords.works(transaction, delivery.webhook(), now);
        }
        case Outcome.Answered answer when answer.isGone() -> {
          note(transaction, delivery, "failed", null, answer.status(), null);
          WebhookRecords.disable(transaction, delivery.webhook(), now);
        }
        case Outcome.Answered answer -> again(transaction, delivery, now, answer.status(), null);
        case Outcome.Unanswered none -> again(transaction, delivery, now, null, none.problem());
      }
    });
  }

  private void again(
      Connection transaction,
      DueDelivery delivery,
      Instant now,
      @Nullable Integer code,
      @Nullable String problem)
      throws SQLException {
    Optional<Duration> wait = schedule.after(delivery.attempts());
    if (wait.isPresent()) {
      note(transaction, delivery, "waiting", now.plus(wait.get()), code, problem);
    } else {
      note(transaction, delivery, "failed", null, code, problem);
      WebhookRecords.fails(transaction, delivery.webhook(), delivery.created(), now);
    }
  }

  private static void note(
      Connection transaction,
      DueDelivery delivery,
      String status,
      @Nullable Instant due,
      @Nullable Integer code,
      @Nullable String problem)
      throws SQLException {
    Sql.update(
        transaction,
        "update frost.webhook_delivery set status = ?, due = ?::timestamptz,"
            + " response_code = ?::int, problem = ?::text where id = ?",
        status,
        due == null ? null : at(due),
        code,
        problem,
        delivery.id());
  }

  /// Has a message sent again at once, and again if it must be, as if it had never been; only that
  /// its attempts are counted on. False if the webhook has none such.
  boolean resend(UUID webhook, UUID id) throws SQLException {
    Object now = at(clock.instant());
    return database.inTransaction(transaction ->
        Sql.update(
            transaction,
            "update frost.webhook_delivery set status = 'waiting', resent_after = attempts, due = ?"
                + " where webhook = ? and id = ?",
            now,
            webhook,
            id))
        > 0;
  }

  /// The newest of a webhook, newest first.
  ///
  /// @param before only those that are older than this one
  List<Delivery> list(UUID webhook, Optional<UUID> before, int limit) throws SQLException {
    UUID bound = before.orElse(null);
    return database.read(connection ->
        Sql.list(
            connection,
            Deliveries::row,
            "select id, event, body::json #>> '{data,workId}' as work, status, attempts, response_code,"
                + " problem, created, last_attempt, due"
                + " from frost.webhook_delivery where webhook = ? and (?::uuid is null or position"
                + " < (select position from frost.webhook_delivery where webhook = ? and id = ?))"
                + " order by position desc limit ?",
            webhook,
            bound,
            webhook,
            bound,
            limit));
  }

  /// Removes what was settled long ago.
  void forget() throws SQLException {
    Object bound = at(clock.instant().minus(KEPT));
    database.run(transaction ->
        Sql.update(
            transaction,
            "delete from frost.webhook_delivery where id in (select id from frost.webhook_delivery"
                + " where due is null and created < ? limit ?)",
            bound,
            FORGOTTEN_AT_ONCE));
  }

  private static DueDelivery due(ResultSet row) throws SQLException {
    return new DueDelivery(
        row.getObject("id", UUID.class),
        row.getObject("webhook", UUID.class),
        row.getObject("account", UUID.class),
        row.getString("url"),
        row.getBytes("secret"),
        row.getString("body"),
        row.getInt("attempts"),
        row.getObject("created", OffsetDateTime.class).toInstant());
  }

  private static Delivery row(ResultSet row) throws SQLException {
    return new Delivery(
        row.getObject("id", UUID.class),
        row.getString("event"),
        Optional.ofNullable(row.getString("work")),
        row.getString("status"),
        row.getInt("attempts"),
        Optional.ofNullable(row.getObject("response_code", Integer.class)),
        Optional.ofNullable(row.getString("problem")),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        time(row, "last_attempt"),
        time(row, "due"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
