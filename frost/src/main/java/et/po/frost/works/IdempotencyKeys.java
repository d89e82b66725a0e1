package et.po.frost.works;

import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import et.po.frost.faults.Fault;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Requests by the keys that their callers gave them.
///
/// A request's claims are kept before the node gets any, and what is kept first stays: whoever
/// comes again, after a crash or at the same time, hands in the very same claims.
///
/// That a request is in hand is a lease of seconds, renewed while it lasts. A lease that ends early
/// costs nothing but double work; one that a crash left behind ends by itself.
public final class IdempotencyKeys {
  private static final Logger LOG = Logger.getLogger(IdempotencyKeys.class);
  private static final String LEASE = "clock_timestamp() + interval '5 seconds'";
  private static final String THIS =
      " where account = ? and network = ? and key = ? and digest = ?";
  private static final int DELETED_AT_ONCE = 10_000;

  private final Database database;
  private final Clock clock;
  private final Duration kept;
  private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();

  private record Row(byte[] digest, @Nullable String attempts, @Nullable String answer) {}

  /// @param kept how long a key is known
  public IdempotencyKeys(Database database, Clock clock, Duration kept) {
    this.database = database;
    this.clock = clock;
    this.kept = kept;
  }

  /// Takes a request in hand, or finds its answer. To be followed by [#end].
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#KEY_IN_HAND] or [Fault#KEY_REUSED]
  KeyedRequest take(IdempotencyKey key, byte[] digest) throws SQLException {
    UUID holder = UUID.randomUUID();
    Optional<Row> taken =
        database.inTransaction(transaction ->
            Sql.find(
                transaction,
                IdempotencyKeys::row,
                "insert into frost.idempotency_key as k"
                    + " (account, network, key, digest, holder, held_until, created)"
                    + " values (?, ?, ?, ?, ?, "
                    + LEASE
                    + ", ?) on conflict (account, network, key) do update"
                    + " set holder = excluded.holder, held_until = excluded.held_until"
                    + " where k.digest = excluded.digest and k.answer is null"
                    + " and (k.holder is null or k.held_until < clock_timestamp())"
                    + " returning digest, attempts, answer",
                key.account(),
                key.network().text(),
                key.text(),
                digest,
                holder,
                now()));
    if (taken.isPresent()) {
      inHand.add(holder);
      return request(key, holder, taken.get());
    }
    Row row = find(key).orElseThrow(Fault.KEY_IN_HAND::exception);
    if (!Arrays.equals(row.digest(), digest)) {
      throw Fault.KEY_REUSED.exception();
    }
    if (row.answer() == null) {
      throw Fault.KEY_IN_HAND.exception();
    }
    return request(key, holder, row);
  }

  /// Keeps the claims of a request, unless it has some already: those are given back then.
  List<Attempt> keep(KeyedRequest request, List<Attempt> attempts) throws SQLException {
    String text = new JsonArray(attempts.stream().<Json>map(Attempt::json).toList()).text();
    return database
        .inTransaction(transaction ->
            Sql.find(
                transaction,
                row -> list(row.getString(1), Attempt::of),
                "update frost.idempotency_key set attempts = coalesce(attempts, ?)"
                    + THIS
                    + " and answer is null returning attempts",
                text,
                request.key().account(),
                request.key().network().text(),
                request.key().text(),
                request.digest()))
        // Another, who took the lease for ended, has just answered the request.
        .orElseThrow(Fault.KEY_IN_HAND::exception);
  }

  /// Keeps a request's answer; its claims are the node's now.
  void answer(KeyedRequest request, List<Outcome> outcomes) throws SQLException {
    change(
        request,
        "update frost.idempotency_key set answer = ?, attempts = null, holder = null" + THIS,
        new JsonArray(outcomes.stream().<Json>map(Outcome::json).toList()).text());
  }

  /// Makes the key as if it had never been used: nothing came of the request, nor ever will.
  void forget(KeyedRequest request) throws SQLException {
    change(
        request,
        "with mine as (select ?::uuid as holder) delete from frost.idempotency_key"
            + THIS
            + " and holder = (select holder from mine)",
        request.holder());
  }

  /// The request is no longer in hand.
  void end(KeyedRequest request) {
    if (!inHand.remove(request.holder())) {
      return;
    }
    try {
      database.run(transaction ->
          Sql.update(
              transaction,
              "update frost.idempotency_key set holder = null where holder = ?",
              request.holder()));
    } catch (SQLException e) {
      LOG.warnf("A request is called in hand for seconds after its end: %s", e.getMessage());
    }
  }

  /// Says of all that is in hand that it still is.
  public void renew() {
    List<UUID> holders = List.copyOf(inHand);
    if (holders.isEmpty()) {
      return;
    }
    try {
      database.run(transaction ->
          Sql.update(
              transaction,
              "update frost.idempotency_key set held_until = " + LEASE + " where holder = any(?)",
              Sql.array("uuid", holders)));
    } catch (SQLException e) {
      LOG.warnf("Requests in hand could not be called so: %s", e.getMessage());
    }
  }

  /// Deletes what was kept long enough.
  public void deleteOld() {
    try {
      while (deleteSome() == DELETED_AT_ONCE) {
        // There are more.
      }
    } catch (SQLException e) {
      LOG.warnf("Old idempotency keys could not be deleted, and will be: %s", e.getMessage());
    }
  }

  private int deleteSome() throws SQLException {
    return database.inTransaction(transaction ->
        Sql.update(
            transaction,
            "delete from frost.idempotency_key where ctid = any(array("
                + "select ctid from frost.idempotency_key where created < ? limit "
                + DELETED_AT_ONCE
                + "))",
            now().minus(kept)));
  }

  private Optional<Row> find(IdempotencyKey key) throws SQLException {
    return database.read(connection ->
        Sql.find(
            connection,
            IdempotencyKeys::row,
            "select digest, attempts, answer from frost.idempotency_key"
                + " where account = ? and network = ? and key = ?",
            key.account(),
            key.network().text(),
            key.text()));
  }

  private void change(KeyedRequest request, String sql, Object value) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            sql,
            value,
            request.key().account(),
            request.key().network().text(),
            request.key().text(),
            request.digest()));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(row.getBytes("digest"), row.getString("attempts"), row.getString("answer"));
  }

  private static KeyedRequest request(IdempotencyKey key, UUID holder, Row row) {
    return new KeyedRequest(
        key,
        row.digest(),
        holder,
        Optional.ofNullable(row.attempts()).map(text -> list(text, Attempt::of)),
        Optional.ofNullable(row.answer()).map(text -> list(text, Outcome::of)));
  }

  private static <T> List<T> list(String text, Function<JsonObject, T> element) {
    try {
      if (Json.parse(text) instanceof JsonArray(List<Json> items)) {
        return items.stream().map(JsonObject.class::cast).map(element).toList();
      }
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("what was kept is not JSON", e);
    }
    throw new IllegalStateException("what was kept is no list");
  }
}
