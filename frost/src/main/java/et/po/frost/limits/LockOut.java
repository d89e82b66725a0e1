package et.po.frost.limits;

import static java.nio.charset.StandardCharsets.UTF_8;

import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.frost.http.Client;
import et.po.protocol.ipfs.Sha256;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Makes whoever guesses passwords wait, longer each time.
///
/// Wrong passwords are counted by whose password it would be and by the client that tried it, in
/// the database, so that neither another process nor a restart helps. Whose it would be is a hash
/// of any text: that somebody is counted does not tell that there is such an account.
public final class LockOut {
  private static final Logger LOG = Logger.getLogger(LockOut.class);

  /// The first wait is of four seconds.
  private static final int FIRST_EXPONENT = 2;

  /// After that long all is forgiven.
  private static final Duration MEMORY = Duration.ofDays(1);

  private static final int MOST_ROWS = 100_000;

  private final Database database;
  private final LockOutRules rules;
  private final Clock clock;

  private record Counter(byte[] key, int free) {}

  public LockOut(Database database, LockOutRules rules, Clock clock) {
    this.database = database;
    this.rules = rules;
    this.clock = clock;
  }

  /// Begins a try at somebody's password, for the client at hand.
  ///
  /// @param whose a kind and a name, such as `e-mail` and an address
  /// @throws FaultException [Fault#TOO_MANY_TRIES] while either has to wait
  public Attempt begin(String kind, String whose) throws SQLException {
    Attempt attempt = new Attempt(kind, whose);
    Optional<Instant> until = database.read(attempt::findBlock);
    if (until.isPresent()) {
      throw refused(until.get());
    }
    return attempt;
  }

  /// Forgets the wrong passwords of somebody who has shown in another way who it is.
  public void forgive(Connection transaction, String kind, String whose) throws SQLException {
    Sql.update(
        transaction, "delete from frost.wrong_password where key = ?", (Object) key(kind, whose));
  }

  /// Removes what is forgiven; and of more than a flood may leave, what waits least.
  public void tidy() {
    try {
      database.run(transaction -> {
        Sql.update(
            transaction,
            "delete from frost.wrong_password where since < ?",
            at(clock.instant().minus(MEMORY)));
        Sql.update(
            transaction,
            "delete from frost.wrong_password where key in (select key from frost.wrong_password"
                + " order by failures desc, since desc offset ?)",
            MOST_ROWS);
      });
    } catch (SQLException e) {
      LOG.warnf("Wrong passwords could not be tidied, and will be again: %s", e.getMessage());
    }
  }

  /// One try. Tries that were under way when the wait began gain nothing by it: they are refused
  /// whether they were right or wrong.
  public final class Attempt {
    // Always in this order, so that no two transactions wait for each other.
    private final List<Counter> counters;

    private Attempt(String kind, String whose) {
      this.counters =
          List.of(
              new Counter(key(kind, whose), rules.free()),
              new Counter(key("client", Client.current().address()), rules.freePerClient()));
    }

    private Optional<Instant> findBlock(Connection connection) throws SQLException {
      return Sql.list(
              connection,
              row -> row.getObject(1, OffsetDateTime.class).toInstant(),
              "select blocked from frost.wrong_password where key in (?, ?) and blocked > ?",
              counters.getFirst().key(),
              counters.getLast().key(),
              at(clock.instant()))
          .stream()
          .max(Comparator.naturalOrder());
    }

    /// The password was wrong.
    ///
    /// @throws FaultException [Fault#TOO_MANY_TRIES] if meanwhile others were too many
    public void wrong() throws SQLException {
      database.run(transaction -> {
        for (Counter counter : counters) {
          if (counter.free() > 0 && !count(transaction, counter)) {
            throw refused(findBlock(transaction).orElseGet(clock::instant));
          }
        }
      });
    }

    /// The password was right: what happens then, happens in this transaction.
    ///
    /// @throws FaultException [Fault#TOO_MANY_TRIES] if meanwhile others were too many
    public void right(Connection transaction) throws SQLException {
      Optional<Instant> until = findBlock(transaction);
      if (until.isPresent()) {
        throw refused(until.get());
      }
      Sql.update(
          transaction,
          "delete from frost.wrong_password where key = ?",
          (Object) counters.getFirst().key());
    }
  }

  /// False if the counter is of somebody who has to wait.
  private boolean count(Connection transaction, Counter counter) throws SQLException {
    Instant now = clock.instant();
    Object forgiven = at(now.minus(MEMORY));
    return Sql.find(
            transaction,
            row -> row.getInt(1),
            """
            insert into frost.wrong_password as kept (key, failures, since, blocked)
            values (?, 1, ?, case when ? <= 1 then ?::timestamptz end)
            on conflict (key) do update set
              failures = case when kept.since < ? then 1 else kept.failures + 1 end,
              since = case when kept.since < ? then excluded.since else kept.since end,
              blocked = case when kept.since >= ? and kept.failures + 1 >= ?
                then ?::timestamptz
                  + interval '1 second' * least(?, power(2, least(20, kept.failures + 1 - ? + ?)))
                else excluded.blocked end
            where kept.blocked is null or kept.blocked <= ?
            returning failures
            """,
            counter.key(),
            at(now),
            counter.free(),
            at(now.plusSeconds(Math.min(1L << FIRST_EXPONENT, rules.longest().toSeconds()))),
            forgiven,
            forgiven,
            forgiven,
            counter.free(),
            at(now),
            rules.longest().toSeconds(),
            counter.free(),
            FIRST_EXPONENT,
            at(now))
        .isPresent();
  }

  private FaultException refused(Instant until) {
    long seconds = Math.max(1, Seconds.roundedUp(Duration.between(clock.instant(), until)));
    return Fault.TOO_MANY_TRIES.because(
        "There were too many wrong passwords. Try again in %s, or reset the password."
            .formatted(Seconds.text(seconds)),
        Duration.ofSeconds(seconds));
  }

  private static byte[] key(String kind, String whose) {
    return Sha256.of((kind + '\n' + whose).getBytes(UTF_8)).bytes();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
