package et.po.frost.accounts;

import et.po.frost.audit.Action;
import et.po.frost.audit.Audit;
import et.po.frost.custody.AccountKeys;
import et.po.frost.custody.AccountSecrets;
import et.po.frost.database.Database;
import et.po.frost.faults.Fault;
import et.po.frost.limits.LockOut;
import et.po.frost.limits.LockOut.Attempt;
import et.po.frost.passwords.Passwords;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.TokenKind;
import et.po.frost.tokens.Tokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;

/// Changes passwords. With a password end all log-ins that were made with the old one, and all
/// offers to reset it.
public final class PasswordChange {
  /// Whose password was wrong: those of people who are logged in.
  static final String ACCOUNT = "account";

  private final Database database;
  private final Accounts accounts;
  private final AccountKeys keys;
  private final Tokens tokens;
  private final Passwords passwords;
  private final AccountMails mails;
  private final LockOut lockOut;
  private final Audit audit;
  private final Clock clock;

  public PasswordChange(
      Database database,
      AccountKeys keys,
      Tokens tokens,
      Passwords passwords,
      AccountMails mails,
      LockOut lockOut,
      Audit audit,
      Clock clock) {
    this.database = database;
    this.accounts = new Accounts(database);
    this.keys = keys;
    this.tokens = tokens;
    this.passwords = passwords;
    this.mails = mails;
    this.lockOut = lockOut;
    this.audit = audit;
    this.clock = clock;
  }

  /// For who knows the old password.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#WRONG_OLD_PASSWORD] for who does not, and
  ///   [Fault#TOO_MANY_TRIES] for who tried too often
  void change(Caller caller, String oldPassword, String password)
      throws SQLException, InterruptedException {
    String kept = accounts.findPassword(caller.account()).orElseThrow(Fault.NOT_FOUND::exception);
    Attempt attempt = lockOut.begin(ACCOUNT, caller.account().toString());
    if (!passwords.matches(oldPassword, kept)) {
      attempt.wrong();
      throw Fault.WRONG_OLD_PASSWORD.exception();
    }
    String hash = passwords.hash(password);
    database.run(transaction -> {
      attempt.right(transaction);
      replace(transaction, caller, hash);
    });
  }

  /// For who has the token of a reset mail, which is good once. Gives a log-in token.
  String changeWithToken(Caller caller, String password) throws SQLException, InterruptedException {
    Account account = accounts.find(caller.account()).orElseThrow(Fault.NOT_FOUND::exception);
    AccountSecrets secrets = keys.open(account.id());
    String hash = passwords.hash(password);
    return database.inTransaction(transaction -> {
      if (!tokens.revoke(transaction, caller)) {
        // Somebody was faster with the same token.
        throw Fault.EXPIRED_TOKEN.exception();
      }
      replace(transaction, caller, hash);
      lockOut.forgive(transaction, LogIn.EMAIL, account.email());
      lockOut.forgive(transaction, ACCOUNT, account.id().toString());
      mails.tellOfChange(transaction, account.id(), secrets, account.email(), clock.instant());
      return tokens.issue(transaction, account.id(), TokenKind.LOGIN);
    });
  }

  private void replace(Connection transaction, Caller caller, String hash) throws SQLException {
    UUID account = caller.account();
    accounts.changePassword(transaction, account, hash);
    audit.record(transaction, account, caller.actor(), Action.PASSWORD_CHANGED);
    tokens.revokeAll(transaction, account, TokenKind.LOGIN);
    tokens.revokeAll(transaction, account, TokenKind.FORGOT_PASSWORD);
  }
}
