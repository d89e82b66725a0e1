package et.po.node.messaging;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messages.Message;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The table that messages wait in, and how far each subscriber has read it.
final class Outbox {
  /// What listeners are woken by when a transaction with messages commits.
  static final String CHANNEL = "poet_outbox";

  /// Any constant: it names the lock under which positions are given.
  private static final long POSITIONS = 0x506f2e6574L;

  private static final int LONGEST_PROBLEM = 1000;

  private final Database database;

  Outbox(Database database) {
    this.database = database;
  }

  record Entry(long position, String type, String body) {
    private static Entry read(ResultSet row) throws SQLException {
      return new Entry(row.getLong(1), row.getString(2), row.getString(3));
    }
  }

  /// What a subscriber reads next.
  ///
  /// @param end the position up to which these entries are all that concern the subscriber
  record Page(List<Entry> entries, long end) {}

  void append(Connection transaction, Message message) throws SQLException {
    Sql.update(
        transaction,
        "with turn as materialized (select pg_advisory_xact_lock(?)), woken as materialized"
            + " (select pg_notify(?, '') from turn)"
            + " insert into messaging.outbox (type, body) select ?, ? from woken",
        POSITIONS,
        CHANNEL,
        MessageCodec.type(message.getClass()),
        MessageCodec.body(message));
  }

  /// Where the subscriber stands; a new one stands before everything that is still kept.
  long register(String subscriber) throws SQLException {
    return database.inTransaction(transaction -> {
      Sql.update(
          transaction,
          "insert into messaging.subscriber values (?, 0) on conflict do nothing",
          subscriber);
      return Sql.find(
              transaction,
              row -> row.getLong(1),
              "select position from messaging.subscriber where name = ?",
              subscriber)
          .orElseThrow();
    });
  }

  Page read(long after, List<String> types, int limit) throws SQLException {
    return database.inTransaction(transaction -> {
      long tip = tip(transaction, after);
      List<Entry> entries =
          tip == after ? List.of() : entries(transaction, after, tip, types, limit);
      long end = entries.size() < limit ? tip : entries.getLast().position();
      return new Page(entries, end);
    });
  }

  private static long tip(Connection transaction, long after) throws SQLException {
    return Sql.find(
            transaction,
            row -> Math.max(after, row.getLong(1)),
            "select max(position) from messaging.outbox")
        .orElse(after);
  }

  private static List<Entry> entries(
      Connection transaction, long after, long tip, List<String> types, int limit)
      throws SQLException {
    return Sql.list(
        transaction,
        Entry::read,
        "select position, type, body from messaging.outbox"
            + " where position > ? and position <= ? and type = any(?) order by position limit ?",
        after,
        tip,
        Sql.array("text", types),
        limit);
  }

  void acknowledge(String subscriber, long position) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            "update messaging.subscriber set position = ? where name = ? and position < ?",
            position,
            subscriber,
            position));
  }

  void setAside(String subscriber, Entry entry, String problem) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            "insert into messaging.dead_letter (subscriber, position, type, body, problem)"
                + " values (?, ?, ?, ?, ?) on conflict do nothing",
            subscriber,
            entry.position(),
            entry.type(),
            entry.body(),
            Sql.storable(problem, LONGEST_PROBLEM)));
  }

  /// The subscriber's dead letters behind this position.
  List<Entry> deadLetters(String subscriber, long after, int limit) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.list(
            transaction,
            Entry::read,
            "select position, type, body from messaging.dead_letter"
                + " where subscriber = ? and position > ? order by position limit ?",
            subscriber,
            after,
            limit));
  }

  void removeDeadLetter(String subscriber, long position) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            "delete from messaging.dead_letter where subscriber = ? and position = ?",
            subscriber,
            position));
  }

  /// How many there are, by subscriber.
  Map<String, Long> deadLetters() throws SQLException {
    return database.inTransaction(transaction ->
        Sql.list(
                transaction,
                row -> Map.entry(row.getString(1), row.getLong(2)),
                "select subscriber, count(*) from messaging.dead_letter group by 1")
            .stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /// Wakes whoever listens, as a message would.
  void notifyWatches() throws SQLException {
    database.run(
        transaction -> Sql.list(transaction, _ -> CHANNEL, "select pg_notify(?, '')", CHANNEL));
  }

  /// Removes what every subscriber has acknowledged; nothing while one of these was never seen.
  int clean(Set<String> subscribers) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.update(
            transaction,
            "delete from messaging.outbox"
                + " where position <= (select min(position) from messaging.subscriber)"
                + " and (select count(*) from messaging.subscriber where name = any(?)) = ?",
            Sql.array("text", subscribers),
            subscribers.size()));
  }
}
