package et.po.frost.accounts;

import et.po.frost.audit.Action;
import et.po.frost.audit.Audit;
import et.po.frost.custody.AccountKeys;
import et.po.frost.database.Database;
import et.po.frost.faults.Fault;
import et.po.frost.limits.LockOut;
import et.po.frost.passwords.Passwords;
import et.po.frost.tokens.Caller;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.sql.SQLException;
import java.util.Map;

/// An account's signing key in its owner's hands: given out, or replaced by one of the owner's own.
/// Both for who knows the password only, and audited.
public final class OwnKey {
  private final Database database;
  private final Accounts accounts;
  private final AccountKeys keys;
  private final PasswordCheck passwords;
  private final Audit audit;

  public OwnKey(
      Database database, AccountKeys keys, Passwords passwords, LockOut lockOut, Audit audit) {
    this.database = database;
    this.accounts = new Accounts(database);
    this.keys = keys;
    this.passwords = new PasswordCheck(database, passwords, lockOut, audit);
    this.audit = audit;
  }

  /// @throws et.po.frost.faults.FaultException [Fault#WRONG_PASSWORD]; [Fault#TOO_MANY_TRIES] after
  ///   too many of them
  Ed25519Key export(Caller caller, String password) throws SQLException, InterruptedException {
    PasswordCheck.Proof proof = passwords.prove(caller, password, Fault.WRONG_PASSWORD);
    Ed25519Key key = keys.open(caller.account(), caller.issuer()).signingKey();
    // Before it is given out: no key leaves without an entry.
    database.run(transaction -> {
      proof.need(transaction);
      audit.record(transaction, caller.account(), caller.actor(), Action.KEY_EXPORTED);
    });
    return key;
  }

  /// Works are signed with this key from now on, in the name of its issuer. Claims made before stay
  /// what they are, in the name of the old one.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#WRONG_PASSWORD]; [Fault#TOO_MANY_TRIES] after
  ///   too many of them; [Fault#KEY_TAKEN] if another account has this key
  void replace(Caller caller, String password, Ed25519Key key)
      throws SQLException, InterruptedException {
    PasswordCheck.Proof proof = passwords.prove(caller, password, Fault.WRONG_PASSWORD);
    String issuer = key.issuer().uri();
    byte[] sealed = keys.sealed(caller.account(), key);
    database.run(transaction -> {
      proof.need(transaction);
      if (!accounts.changeIssuer(transaction, caller.account(), issuer)) {
        throw Fault.KEY_TAKEN.exception();
      }
      keys.replace(transaction, caller.account(), sealed);
      audit.record(
          transaction,
          caller.account(),
          caller.actor(),
          Action.KEY_IMPORTED,
          new JsonObject(Map.of("formerIssuer", new JsonString(caller.issuer()))));
    });
  }
}
