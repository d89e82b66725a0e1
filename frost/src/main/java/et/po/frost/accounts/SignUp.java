package et.po.frost.accounts;

import et.po.frost.audit.Action;
import et.po.frost.audit.Actor;
import et.po.frost.audit.Audit;
import et.po.frost.custody.AccountKeys;
import et.po.frost.database.Database;
import et.po.frost.faults.Fault;
import et.po.frost.passwords.Passwords;
import et.po.frost.tokens.Network;
import et.po.frost.tokens.TokenKind;
import et.po.frost.tokens.Tokens;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;

/// Makes accounts: a key pair, a test API token and a log-in, all or nothing.
public final class SignUp {
  private final Database database;
  private final Accounts accounts;
  private final AccountKeys keys;
  private final Tokens tokens;
  private final Passwords passwords;
  private final AccountMails mails;
  private final Audit audit;
  private final boolean verified;
  private final Clock clock;

  /// @param verified whether an address counts as confirmed at once
  public SignUp(
      Database database,
      AccountKeys keys,
      Tokens tokens,
      Passwords passwords,
      AccountMails mails,
      Audit audit,
      boolean verified,
      Clock clock) {
    this.database = database;
    this.accounts = new Accounts(database);
    this.keys = keys;
    this.tokens = tokens;
    this.passwords = passwords;
    this.mails = mails;
    this.audit = audit;
    this.verified = verified;
    this.clock = clock;
  }

  /// @throws et.po.frost.faults.FaultException [Fault#ACCOUNT_EXISTS] if the address is taken
  LoggedIn signUp(String email, String password, Actor by)
      throws SQLException, InterruptedException {
    // The cheap question first; the insert below decides.
    if (accounts.exists(email)) {
      throw Fault.ACCOUNT_EXISTS.exception();
    }
    UUID id = UUID.randomUUID();
    String hash = passwords.hash(password);
    AccountKeys.Fresh fresh = keys.generate(id);
    String issuer = fresh.secrets().signingKey().issuer().uri();
    return database.inTransaction(transaction -> {
      if (!accounts.add(transaction, id, email, hash, issuer, clock.instant(), verified)) {
        throw Fault.ACCOUNT_EXISTS.exception();
      }
      keys.keep(transaction, id, fresh);
      audit.record(transaction, id, by, Action.SIGNED_UP);
      tokens.issueApiToken(transaction, id, fresh.secrets(), Network.TEST, by);
      if (!verified) {
        mails.askToVerify(transaction, id, fresh.secrets(), email);
      }
      return new LoggedIn(id, issuer, tokens.issue(transaction, id, TokenKind.LOGIN));
    });
  }
}
