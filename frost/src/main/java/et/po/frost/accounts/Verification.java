package et.po.frost.accounts;

import et.po.frost.audit.Action;
import et.po.frost.audit.Audit;
import et.po.frost.custody.AccountKeys;
import et.po.frost.custody.AccountSecrets;
import et.po.frost.database.Database;
import et.po.frost.faults.Fault;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.TokenKind;
import et.po.frost.tokens.Tokens;
import java.sql.SQLException;

/// Confirms that an address is its owner's.
public final class Verification {
  private final Database database;
  private final Accounts accounts;
  private final AccountKeys keys;
  private final Tokens tokens;
  private final AccountMails mails;
  private final Audit audit;

  public Verification(
      Database database, AccountKeys keys, Tokens tokens, AccountMails mails, Audit audit) {
    this.database = database;
    this.accounts = new Accounts(database);
    this.keys = keys;
    this.tokens = tokens;
    this.mails = mails;
    this.audit = audit;
  }

  /// Sends another mail, also to an address that was confirmed.
  void askAgain(Caller caller) throws SQLException {
    AccountSecrets secrets = keys.open(caller.account());
    database.run(transaction -> {
      // Locked: a token that confirms a new address never goes to the old one.
      Account account =
          accounts
              .findLocked(transaction, caller.account())
              .orElseThrow(Fault.NOT_FOUND::exception);
      mails.askToVerify(transaction, account.id(), secrets, account.email());
    });
  }

  /// For who has the token of a verification mail, which is good until the address is confirmed.
  LoggedIn verify(Caller caller) throws SQLException {
    if (caller.verified()) {
      throw Fault.ALREADY_VERIFIED.exception();
    }
    if (caller.kind() != TokenKind.VERIFY_ACCOUNT) {
      throw Fault.NOT_AUTHORIZED.exception();
    }
    return database.inTransaction(transaction -> {
      // The account first, as whoever changes an address does it: neither waits for the other.
      accounts.verify(transaction, caller.account());
      if (!tokens.revoke(transaction, caller)) {
        // The address was changed, or confirmed, since the token was looked at.
        throw Fault.EXPIRED_TOKEN.exception();
      }
      tokens.revokeAll(transaction, caller.account(), TokenKind.VERIFY_ACCOUNT);
      audit.record(transaction, caller.account(), caller.actor(), Action.ADDRESS_VERIFIED);
      String token = tokens.issue(transaction, caller.account(), TokenKind.LOGIN);
      return new LoggedIn(caller.account(), caller.issuer(), token);
    });
  }
}
