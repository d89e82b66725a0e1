package et.po.frost.accounts;

import et.po.frost.accounts.Accounts.Credentials;
import et.po.frost.audit.Action;
import et.po.frost.audit.Actor;
import et.po.frost.audit.Audit;
import et.po.frost.audit.FailedLogIns;
import et.po.frost.database.Database;
import et.po.frost.faults.Fault;
import et.po.frost.limits.LockOut;
import et.po.frost.limits.LockOut.Attempt;
import et.po.frost.passwords.Passwords;
import et.po.frost.tokens.TokenKind;
import et.po.frost.tokens.Tokens;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/// Logs people in. Neither answer nor time taken tells whether it was the address or the password
/// that was wrong.
public final class LogIn {
  /// Whose password was wrong: those of addresses, whether they have an account or not.
  static final String EMAIL = "e-mail";

  private final Database database;
  private final Accounts accounts;
  private final Tokens tokens;
  private final Passwords passwords;
  private final LockOut lockOut;
  private final Audit audit;
  private final FailedLogIns failures;

  public LogIn(
      Database database,
      Tokens tokens,
      Passwords passwords,
      LockOut lockOut,
      Audit audit,
      FailedLogIns failures) {
    this.database = database;
    this.accounts = new Accounts(database);
    this.tokens = tokens;
    this.passwords = passwords;
    this.lockOut = lockOut;
    this.audit = audit;
    this.failures = failures;
  }

  /// As wrong passwords are counted: another case is no other address.
  static String inAnyCase(String email) {
    return email.toLowerCase(Locale.ROOT);
  }

  /// @throws et.po.frost.faults.FaultException [Fault#ACCOUNT_NOT_FOUND] for a wrong address or
  ///   password, [Fault#TOO_MANY_TRIES] after too many of them
  LoggedIn logIn(String email, String password, Actor by)
      throws SQLException, InterruptedException {
    Attempt attempt = lockOut.begin(EMAIL, inAnyCase(email));
    Optional<Credentials> found = accounts.findCredentials(email);
    if (found.isEmpty()) {
      passwords.matchesNobody(password);
      attempt.wrong();
      throw Fault.ACCOUNT_NOT_FOUND.exception();
    }
    Credentials account = found.get();
    if (!passwords.matches(password, account.password())) {
      failures.add(account.id(), by);
      attempt.wrong();
      throw Fault.ACCOUNT_NOT_FOUND.exception();
    }
    Optional<String> renewed = passwords.renewed(password, account.password());
    Optional<LoggedIn> session =
        database.inTransaction(transaction -> {
          attempt.right(transaction);
          if (!accounts.stillHas(transaction, account.id(), account.password())) {
            return Optional.empty();
          }
          if (renewed.isPresent()) {
            accounts.changePassword(transaction, account.id(), renewed.get());
          }
          audit.record(transaction, account.id(), by, Action.LOGGED_IN);
          String token = tokens.issue(transaction, account.id(), TokenKind.LOGIN);
          return Optional.of(new LoggedIn(account.id(), account.issuer(), token));
        });
    // What was compared is the password no more: no log-in outlives a change that it overlapped.
    return session.isPresent() ? session.get() : logIn(email, password, by);
  }
}
