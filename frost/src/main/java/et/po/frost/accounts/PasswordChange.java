package et.po.frost.accounts;

import et.po.frost.audit.Action;
import et.po.frost.audit.Audit;
import et.po.frost.custody.AccountKeys;
import et.po.frost.custody.AccountSecrets;
import et.po.frost.database.Database;
import et.po.frost.faults.Fault;
import et.po.frost.limits.LockOut;
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
  private final Database database;
  private final Accounts accounts;
  private final AccountKeys keys;
  private final Tokens tokens;
  private final Passwords passwords;
  private final PasswordCheck check;
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
    this.check = new PasswordCheck(database, passwords, lockOut, audit);
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
    PasswordCheck.Proof proof = check.prove(caller, oldPassword, Fault.WRONG_OLD_PASSWORD);
    Account account = accounts.find(caller.account()).orElseThrow(Fault.NOT_FOUND::exception);
    AccountSecrets secrets = keys.open(account.id());
    String hash = passwords.hash(password);
    database.run(transaction -> {
      proof.need(transaction);
      // With a reset, whose own mail was counted, it is told in any case.
      mails.needRoom(transaction, account.email());
      accounts.changePassword(transaction, caller.account(), hash);
      settle(transaction, caller);
      mails.tellOfChange(transaction, account.id(), secrets, account.email(), clock.instant());
    });
  }

  /// For who has the token of a reset mail, which is good once. Gives a log-in token.
  String changeWithToken(Caller caller, String password) throws SQLException, InterruptedException {
    Account account = accounts.find(caller.account()).orElseThrow(Fault.NOT_FOUND::exception);
    AccountSecrets secrets = keys.open(account.id());
    String hash = passwords.hash(password);
    return database.inTransaction(transaction -> {
      // In the order in which log-ins and changes of the address do it, so that none of them and
      // this wait for each other: wrong passwords, the account, its tokens.
      lockOut.forgive(transaction, LogIn.EMAIL, LogIn.inAnyCase(account.email()));
      lockOut.forgive(transaction, PasswordCheck.ACCOUNT, account.id().toString());
      accounts.changePassword(transaction, account.id(), hash);
      if (!tokens.revoke(transaction, caller)) {
        // Somebody was faster with the same token, or the address has been changed.
        throw Fault.EXPIRED_TOKEN.exception();
      }
      settle(transaction, caller);
      mails.tellOfChange(transaction, account.id(), secrets, account.email(), clock.instant());
      return tokens.issue(transaction, account.id(), TokenKind.LOGIN);
    });
  }

  private void settle(Connection transaction, Caller caller) throws SQLException {
    UUID account = caller.account();
    audit.record(transaction, account, caller.actor(), Action.PASSWORD_CHANGED);
    tokens.revokeAll(transaction, account, TokenKind.LOGIN);
    tokens.revokeAll(transaction, account, TokenKind.FORGOT_PASSWORD);
  }
}
