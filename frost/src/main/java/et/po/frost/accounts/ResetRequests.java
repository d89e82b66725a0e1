package et.po.frost.accounts;

import et.po.frost.accounts.Accounts.Credentials;
import et.po.frost.audit.Action;
import et.po.frost.audit.Actor;
import et.po.frost.audit.AddressPrefix;
import et.po.frost.audit.Audit;
import et.po.frost.custody.AccountKeys;
import et.po.frost.custody.AccountSecrets;
import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.protocol.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Resets that were asked for, and not looked at yet.
///
/// Whoever asks waits for one row, the same for every address. Only later, at times that have
/// nothing to do with the request, is it found out whether there is an account, and the mail
/// written: in the transaction that removes the row, so that what was promised survives a crash.
public final class ResetRequests {
  private static final Logger LOG = Logger.getLogger(ResetRequests.class);
  private static final int MOST_WAITING = 10_000;
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

  /// A reset that was asked for longer ago than that is no longer wanted.
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Duration HOUR = Duration.ofHours(1);

  /// So that nobody's mailbox can be filled from here.
  private static final int MOST_MAILS_AN_HOUR = 10;

  /// How many asked-for resets of an account are noted in an hour: anybody can ask.
  private static final int MOST_NOTED_AN_HOUR = 10;

  private final Database database;
  private final Accounts accounts;
  private final AccountKeys keys;
  private final AccountMails mails;
  private final Audit audit;
  private final Clock clock;

  /// Whoever asks for all mails to be written waits also for those that are being written.
  private final Lock working = new ReentrantLock();

  private record Row(long position, String email, Actor by) {}

  public ResetRequests(
      Database database, AccountKeys keys, AccountMails mails, Audit audit, Clock clock) {
    this.database = database;
    this.accounts = new Accounts(database);
    this.keys = keys;
    this.mails = mails;
    this.audit = audit;
    this.clock = clock;
  }

  /// Promises a mail to the address, should it have an account.
  ///
  /// @throws FaultException [Fault#BUSY] if too many wait
  void add(String email, Actor by) throws SQLException {
    Object now = now();
    boolean added =
        database.inTransaction(transaction ->
            Sql.update(
                transaction,
                "insert into frost.reset_request (email, asked_from, created, due) select ?, ?, ?, ?"
                    + " where (select count(*) from frost.reset_request) < ?",
                email,
                by.from().text(),
                now,
                now,
                MOST_WAITING))
            > 0;
    if (!added) {
      throw Fault.BUSY.exception();
    }
  }

  /// Writes the mails of all that wait. After it those are written that were asked for before it,
  /// where no other process works on them and nothing failed.
  public void work() {
    working.lock();
    try {
      database.run(transaction ->
          Sql.update(
              transaction,
              "delete from frost.reset_request where created < ?",
              now().minus(LONGEST)));
      while (workOnNext()) {
        // Until none is due.
      }
    } catch (SQLException e) {
      LOG.warnf("Reset mails wait, because the database failed: %s", e.getMessage());
    } finally {
      working.unlock();
    }
  }

  /// False if there is no more to do for now.
  private boolean workOnNext() throws SQLException {
    Optional<Row> taken = take();
    if (taken.isEmpty()) {
      return false;
    }
    try {
      finish(taken.get());
      return true;
    } catch (FaultException e) {
      LOG.warnf("Reset request %d waits for another try: %s", taken.get().position(), e.sentence());
      // What is away now is away for the others too; they wait for the next time.
      return false;
    }
  }

  /// Takes one, so that nobody else does for a while, which is also when it is tried again.
  private Optional<Row> take() throws SQLException {
    return database.inTransaction(transaction ->
        Sql.find(
            transaction,
            row -> new Row(row.getLong(1), row.getString(2), stranger(row.getString(3))),
            "update frost.reset_request set due = ? where position = (select position from"
                + " frost.reset_request where due <= ? order by due limit 1 for update skip locked)"
                + " returning position, email, asked_from",
            now().plus(PAUSE_AFTER_FAILURE),
            now()));
  }

  private void finish(Row row) throws SQLException {
    Optional<Credentials> account = accounts.findCredentials(row.email());
    if (account.isEmpty()) {
      database.run(transaction -> remove(transaction, row));
      return;
    }
    UUID id = account.get().id();
    AccountSecrets secrets = keys.open(id);
    database.run(transaction -> {
      // Locked: no token goes to an address that the account has left meanwhile.
      boolean still =
          accounts
              .findLocked(transaction, id)
              .filter(found -> found.email().equals(account.get().email()))
              .isPresent();
      if (!remove(transaction, row) || !still) {
        return;
      }
      audit.recordAtMost(
          MOST_NOTED_AN_HOUR,
          transaction,
          id,
          row.by(),
          Action.PASSWORD_RESET_ASKED,
          JsonObject.EMPTY);
      if (recentMails(transaction, id) < MOST_MAILS_AN_HOUR) {
        // To the address as the account has it: what was typed may be another's.
        mails.offerReset(transaction, id, secrets, account.get().email());
      }
    });
  }

  /// False if another process was faster.
  private static boolean remove(Connection transaction, Row row) throws SQLException {
    return Sql.update(
            transaction, "delete from frost.reset_request where position = ?", row.position())
        > 0;
  }

  private int recentMails(Connection transaction, UUID account) throws SQLException {
    return Sql.find(
            transaction,
            row -> row.getInt(1),
            "select count(*) from frost.token where account = ? and kind = 'forgot_password'"
                + " and revoked is null and created > ?",
            account,
            now().minus(HOUR))
        .orElse(0);
  }

  private static Actor stranger(String from) {
    return new Actor(Optional.empty(), Optional.empty(), new AddressPrefix(from));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
