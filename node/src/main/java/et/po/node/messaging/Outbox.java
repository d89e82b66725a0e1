package et.po.node.messaging;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messages.Message;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The table that messages wait in, and how far each subscriber has read it.
final class Outbox {
  /// What listeners are woken by when a transaction with messages commits.
  static final String CHANNEL = "poet_outbox";

  /// Any constant: it names the lock under which positions are given.
  private static final long POSITIONS = 0x506f2e6574L;

  private static final int LONGEST_PROBLEM = 1000;

  /// One entry more than these is read at a time.
  private static final long PAGE_BYTES = 8L * 1024 * 1024;

  private static final int CLEANED_AT_ONCE = 1000;

  /// The last position of which it was noted so many seconds ago that it was published.
  private static final String LONG_PUBLISHED =
      "(select max(position) from messaging.published where at <= now() - make_interval(secs =>"
          + " ?))";

  private final Database database;

  Outbox(Database database) {
    this.database = database;
  }

  record Entry(long position, String type, String body) {
    private static Entry read(ResultSet row) throws SQLException {
      return new Entry(row.getLong(1), row.getString(2), row.getString(3));
    }
  }

  private record Sized(Entry entry, long bytes) {}

  /// What a subscriber reads next.
  ///
  /// @param end the position up to which these entries are all that concern the subscriber
  record Page(List<Entry> entries, long end) {}

  /// A message that is too large for a broker is published in parts.
  void append(Connection transaction, Message message) throws SQLException {
    for (MessageCodec.Encoded part : MessageCodec.encode(message)) {
      Sql.update(
          transaction,
          "with turn as materialized (select pg_advisory_xact_lock(?)), woken as materialized"
              + " (select pg_notify(?, '') from turn)"
              + " insert into messaging.outbox (type, body) select ?, ? from woken",
          POSITIONS,
          CHANNEL,
          part.type(),
          part.body());
    }
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

  /// The next entries of these types: some, and not more than fit into memory.
  Page read(long after, List<String> types, int limit) throws SQLException {
    return database.inTransaction(transaction -> {
      long tip = tip(transaction, after);
      if (tip == after) {
        return new Page(List.of(), tip);
      }
      List<Sized> sized = entries(transaction, after, tip, types, limit);
      List<Entry> entries = sized.stream().map(Sized::entry).toList();
      boolean all =
          sized.size() < limit && sized.stream().mapToLong(Sized::bytes).sum() < PAGE_BYTES;
      return new Page(entries, all ? tip : entries.getLast().position());
    });
  }

  private static long tip(Connection transaction, long after) throws SQLException {
    return Sql.find(
            transaction,
            row -> Math.max(after, row.getLong(1)),
            "select max(position) from messaging.outbox")
        .orElse(after);
  }

  private static List<Sized> entries(
      Connection transaction, long after, long tip, List<String> types, int limit)
      throws SQLException {
    return Sql.list(
        transaction,
        row -> new Sized(Entry.read(row), row.getLong(4)),
        "select position, type, body, bytes from (select position, type, body,"
            + " octet_length(body) as bytes,"
            + " sum(octet_length(body)) over (order by position) as total from messaging.outbox"
            + " where position > ? and position <= ? and type = any(?) order by position limit ?)"
            + " as page where total - bytes < ? order by position",
        after,
        tip,
        Sql.array("text", types),
        limit,
        PAGE_BYTES);
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

  /// The subscriber's dead letters that are to be tried once more.
  List<Entry> dueDeadLetters(String subscriber, int limit) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.list(
            transaction,
            Entry::read,
            "select position, type, body from messaging.dead_letter"
                + " where subscriber = ? and due order by position limit ?",
            subscriber,
            limit));
  }

  /// Makes all of the subscriber's dead letters due, and tells how many these are.
  long replay(String subscriber) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.update(
            transaction,
            "update messaging.dead_letter set due = true where subscriber = ?",
            subscriber));
  }

  /// Removes all of the subscriber's dead letters, and tells how many these were.
  long dropDeadLetters(String subscriber) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.update(
            transaction, "delete from messaging.dead_letter where subscriber = ?", subscriber));
  }

  /// It failed again.
  void keepDeadLetter(String subscriber, long position) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            "update messaging.dead_letter set due = false where subscriber = ? and position = ?",
            subscriber,
            position));
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

  /// Removes what each of these subscribers has acknowledged; nothing while one of them was never
  /// seen.
  int clean(Set<String> subscribers) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.update(
            transaction,
            "delete from messaging.outbox where position <="
                + " (select min(position) from messaging.subscriber where name = any(?)"
                + " having count(*) = ?)",
            Sql.array("text", subscribers),
            subscribers.size()));
  }

  /// Notes that all up to there is published, and removes what was so long ago.
  void cleanPublished(long position, Duration kept) throws SQLException {
    database.run(transaction -> {
      Sql.update(
          transaction,
          "insert into messaging.published (position) values (?) on conflict do nothing",
          position);
      Sql.update(
          transaction,
          "delete from messaging.published where position < " + LONG_PUBLISHED,
          seconds(kept));
    });
    int removed;
    do {
      removed =
          database.inTransaction(transaction ->
              Sql.update(
                  transaction,
                  "delete from messaging.outbox where position in (select position"
                      + " from messaging.outbox where position <= "
                      + LONG_PUBLISHED
                      + " order by position limit ?)",
                  seconds(kept),
                  CLEANED_AT_ONCE));
    } while (removed == CLEANED_AT_ONCE);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /// How many of these types were not published yet.
  long waiting(List<String> types) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.find(
                transaction,
                row -> row.getLong(1),
                "select count(*) from messaging.outbox where type = any(?) and position >"
                    + " coalesce((select position from messaging.subscriber where name = ?), 0)",
                Sql.array("text", types),
                Relay.NAME)
            .orElse(0L));
  }

  /// Where the relay stands.
  ///
  /// @param again up to which position some may be in a queue already, behind later ones
  record Progress(long position, long again) {}

  /// A new relay stands before everything that is still kept.
  Progress progress() throws SQLException {
    register(Relay.NAME);
    return database.inTransaction(transaction ->
        Sql.find(
                transaction,
                row -> new Progress(row.getLong(1), row.getLong(2)),
                "select position, again from messaging.subscriber where name = ?",
                Relay.NAME)
            .orElseThrow());
  }

  /// Moves the relay's position, unless another relay has moved it.
  boolean advance(long from, long to) throws SQLException {
    return moved("position = ?", to, from);
  }

  /// Notes that what is up to there is published once more, unless another relay has moved the
  /// position.
  boolean publishAgain(long position, long to) throws SQLException {
    return moved("again = greatest(again, ?)", to, position);
  }

  private boolean moved(String set, long to, long from) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.update(
                transaction,
                "update messaging.subscriber set " + set + " where name = ? and position = ?",
                to,
                Relay.NAME,
                from)
            == 1);
  }

  /// Back to the first entry that is kept, whoever else may move the relay's position, and tells
  /// how far it was. Nothing counts as published then.
  ///
  /// While some are published once more, there may be one that a queue had refused before it took
  /// later ones, which were handled: then all that was ever given comes out of its order, so that
  /// none is passed over.
  long rewind() throws SQLException {
    long position = register(Relay.NAME);
    database.run(transaction -> {
      Sql.update(
          transaction,
          "update messaging.subscriber set position = 0, again = case when again > position"
              + " then (select last_value from messaging.outbox_position_seq) else 0 end"
              + " where name = ?",
          Relay.NAME);
      Sql.update(transaction, "delete from messaging.published");
    });
    return position;
  }

  /// Which database this is; it gets its name when it is first asked.
  String identity() throws SQLException {
    return database.inTransaction(transaction -> {
      Sql.update(
          transaction, "insert into messaging.identity default values on conflict do nothing");
      return Sql.find(
              transaction, row -> row.getString(1), "select id::text from messaging.identity")
          .orElseThrow();
    });
  }

  /// The highest position that was ever given here.
  long highest() throws SQLException {
    return database.inTransaction(transaction ->
        Sql.find(
                transaction,
                row -> row.getLong(1),
                "select case when is_called then last_value else 0 end"
                    + " from messaging.outbox_position_seq")
            .orElseThrow());
  }

  /// What is done for the messages of a turn, by their number; false for one that failed.
  @FunctionalInterface
  interface Attempt {
    boolean succeeds(int message);
  }

  /// Has these messages handled while nobody else handles any for this subscriber, and tells how
  /// many are done: all, or those before the first that failed. What was handled, or is before
  /// something that was, is passed over.
  ///
  /// The place is written without waiting for the disk: a message is handled twice without harm.
  int inTurn(String subscriber, List<Long> positions, Attempt attempt) throws SQLException {
    return database.inTransaction(transaction -> {
      long start = takeTurn(transaction, subscriber);
      long place = start;
      int done = 0;
      while (done < positions.size() && (positions.get(done) <= place || attempt.succeeds(done))) {
        place = Math.max(place, positions.get(done));
        done++;
      }
      if (place > start) {
        Sql.update(
            transaction,
            "update messaging.subscriber set position = ? where name = ?",
            place,
            subscriber);
      }
      return done;
    });
  }

  /// As [#inTurn(String, List, Attempt)], for messages that are handled together: all of them, or
  /// the place stays where it was.
  ///
  /// @param together gets the numbers of those that are not passed over; fails by throwing
  void inTurnTogether(String subscriber, List<Long> positions, Consumer<List<Integer>> together)
      throws SQLException {
    database.run(transaction -> {
      long start = takeTurn(transaction, subscriber);
      long place = start;
      List<Integer> left = new ArrayList<>();
      for (int i = 0; i < positions.size(); i++) {
        if (positions.get(i) > place) {
          left.add(i);
          place = positions.get(i);
        }
      }
      if (!left.isEmpty()) {
        together.accept(left);
        Sql.update(
            transaction,
            "update messaging.subscriber set position = ? where name = ?",
            place,
            subscriber);
      }
    });
  }

  /// Runs the step while nobody else handles a message for this subscriber, unless this one, or a
  /// later one, was handled; afterwards it was.
  void inTurn(String subscriber, long position, Delivery.Step step) throws Exception {
    try {
      inTurn(subscriber, List.of(position), _ -> run(step));
    } catch (StepFailed e) {
      throw e.failure;
    }
  }

  /// As [#inTurn(String, long, Delivery.Step)], for what comes out of its order.
  void inTurnAgain(String subscriber, Delivery.Step step) throws Exception {
    try {
      database.run(transaction -> {
        takeTurn(transaction, subscriber);
        run(step);
      });
    } catch (StepFailed e) {
      throw e.failure;
    }
  }

  /// Where the subscriber stands. Whoever has the turn may need long; then this fails, and is tried
  /// again.
  private static long takeTurn(Connection transaction, String subscriber) throws SQLException {
    Sql.list(
        transaction,
        _ -> subscriber,
        "select set_config('synchronous_commit', 'off', true),"
            + " set_config('lock_timeout', '2s', true)");
    return Sql.find(
            transaction,
            row -> row.getLong(1),
            "select position from messaging.subscriber where name = ? for update",
            subscriber)
        .orElse(0L);
  }

  private static boolean run(Delivery.Step step) {
    try {
      step.run();
      return true;
    } catch (Exception e) {
      throw new StepFailed(e);
    }
  }

  private static final class StepFailed extends RuntimeException {
    private final transient Exception failure;

    StepFailed(Exception failure) {
      super(failure);
      this.failure = failure;
    }
  }
}
