package et.po.frost.accounts;

import et.po.frost.audit.Action;
import et.po.frost.audit.Audit;
import et.po.frost.database.Database;
import et.po.frost.faults.Fault;
import et.po.frost.limits.LockOut;
import et.po.frost.limits.LockOut.Attempt;
import et.po.frost.passwords.Passwords;
import et.po.frost.tokens.Caller;
import et.po.protocol.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// Asks people who are logged in for their password again, before what a log-in alone does not
/// allow.
final class PasswordCheck {
  /// Whose password was wrong: those of people who are logged in.
  static final String ACCOUNT = "account";

  private static final int MOST_NOTED_AN_HOUR = 10;

  private final Accounts accounts;
  private final Passwords passwords;
  private final LockOut lockOut;
  private final Database database;
  private final Audit audit;

  PasswordCheck(Database database, Passwords passwords, LockOut lockOut, Audit audit) {
    this.database = database;
    this.audit = audit;
    this.accounts = new Accounts(database);
    this.passwords = passwords;
    this.lockOut = lockOut;
  }

  /// @param wrong what it is called if it is not the account's password
  /// @throws et.po.frost.faults.FaultException that fault; [Fault#TOO_MANY_TRIES] for who tried too
  ///   often
  Proof prove(Caller caller, String password, Fault wrong)
      throws SQLException, InterruptedException {
    String kept = accounts.findPassword(caller.account()).orElseThrow(Fault.NOT_FOUND::exception);
    Attempt attempt = lockOut.begin(ACCOUNT, caller.account().toString());
    if (!passwords.matches(password, kept)) {
      noteWrong(caller);
      attempt.wrong();
      throw wrong.exception();
    }
    return new Proof(caller.account(), kept, attempt, wrong);
  }

  private void noteWrong(Caller caller) throws SQLException {
    database.run(transaction ->
        audit.recordAtMost(
            MOST_NOTED_AN_HOUR,
            transaction,
            caller.account(),
            caller.actor(),
            Action.PASSWORD_WRONG,
            JsonObject.EMPTY));
  }

  /// That the caller knew the password a moment ago.
  final class Proof {
    private final UUID account;
    private final String kept;
    private final Attempt attempt;
    private final Fault wrong;

    private Proof(UUID account, String kept, Attempt attempt, Fault wrong) {
      this.account = account;
      this.kept = kept;
      this.attempt = attempt;
      this.wrong = wrong;
    }

    /// The first step of the transaction in which happens what the password allows: nobody changes
    /// it until that ends, and who changed it since it was asked for has made it the wrong one.
    void need(Connection transaction) throws SQLException {
      attempt.right(transaction);
      if (!accounts.stillHas(transaction, account, kept)) {
        throw wrong.exception();
      }
    }
  }
}
