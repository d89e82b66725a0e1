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
import et.po.frost.validation.Rules;
import et.po.frost.validation.Shape;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonBoolean;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Changes what an account says of itself.
public final class ProfileChange {
  private static final String REGISTRY_KEY = "ethereumRegistryPrivateKey";
  static final Shape SHAPE =
      Shape.empty()
          .optional("email", Rules.EMAIL)
          .optional("emailPublic", Rules.BOOLEAN)
          .optional(REGISTRY_KEY, Rules.BOOLEAN)
          .optional("name", Rules.STORED_TEXT)
          .optional("bio", Rules.STORED_TEXT)
          .optional("ethereumAddress", Rules.STORED_TEXT)
          .optional("poeAddress", Rules.STORED_TEXT)
          .optional("poeSignature", Rules.STORED_TEXT);

  private final Database database;
  private final Accounts accounts;
  private final AccountKeys keys;
  private final Tokens tokens;
  private final AccountMails mails;
  private final Audit audit;
  private final boolean verified;
  private final InstantSource clock;

  /// @param verified whether a new address counts as confirmed at once
  public ProfileChange(
      Database database,
      AccountKeys keys,
      Tokens tokens,
      AccountMails mails,
      Audit audit,
      boolean verified,
      InstantSource clock) {
    this.database = database;
    this.accounts = new Accounts(database);
    this.keys = keys;
    this.tokens = tokens;
    this.mails = mails;
    this.audit = audit;
    this.verified = verified;
    this.clock = clock;
  }

  /// Changes the caller's account, and gives back what it was, overlaid with what was asked for.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#ACCOUNT_EXISTS] if the new address is taken,
  ///   [Fault#WRONG_TOKEN_KIND] if it is changed with another token than one from a log-in
  JsonObject change(Caller caller, JsonObject wanted) throws SQLException {
    AccountSecrets secrets = keys.open(caller.account());
    return database.inTransaction(transaction -> {
      // Locked: of two changes at once, neither undoes what the other has done.
      Account before =
          accounts
              .findLocked(transaction, caller.account())
              .orElseThrow(Fault.NOT_FOUND::exception);
      Account after = changed(before, wanted);
      if (isElsewhere(before, after)) {
        // Who gets the mails gets the account: a key that publishes must not open that door.
        caller.needKind(TokenKind.LOGIN);
      }
      change(transaction, caller, before, after, wanted);
      if (isElsewhere(before, after)) {
        mails.tellOfNewAddress(transaction, before.id(), secrets, before.email(), clock.instant());
        if (!after.verified()) {
          mails.askToVerify(transaction, after.id(), secrets, after.email());
        }
      }
      return echo(before, after).mergedWith(wanted.without(REGISTRY_KEY));
    });
  }

  private void change(
      Connection transaction, Caller caller, Account before, Account after, JsonObject wanted)
      throws SQLException {
    if (!accounts.change(transaction, before, after)) {
      throw Fault.ACCOUNT_EXISTS.exception();
    }
    audit.record(transaction, before.id(), caller.actor(), Action.PROFILE_CHANGED, fields(wanted));
    if (isElsewhere(before, after)) {
      // Mails to the old address confirm nothing of the new one.
      tokens.revokeAll(transaction, before.id(), TokenKind.VERIFY_ACCOUNT);
      tokens.revokeAll(transaction, before.id(), TokenKind.FORGOT_PASSWORD);
    }
  }

  private static boolean isElsewhere(Account before, Account after) {
    return !after.email().equals(before.email());
  }

  /// Which fields were given; what was written into them is nobody's business here.
  private static JsonObject fields(JsonObject wanted) {
    List<Json> names = wanted.members().keySet().stream().<Json>map(JsonString::new).toList();
    return new JsonObject(Map.of("fields", new JsonArray(names)));
  }

  private Account changed(Account before, JsonObject wanted) {
    String email = wanted.findString("email").orElse(before.email());
    boolean poeTouched =
        wanted.find("poeAddress").isPresent() || wanted.find("poeSignature").isPresent();
    return new Account(
        before.id(),
        email,
        wanted.find("emailPublic").map(ProfileChange::isTrue).orElse(before.emailPublic()),
        before.issuer(),
        before.created(),
        email.equals(before.email()) ? before.verified() : verified,
        wanted.findString("name").or(before::name),
        wanted.findString("bio").or(before::bio),
        wanted.findString("ethereumAddress").or(before::ethereumAddress),
        wanted.findString("poeAddress").or(before::poeAddress),
        wanted.findString("poeSignature").or(before::poeSignature),
        // Wallets are not proven here any more, so a new one counts as unproven.
        poeTouched ? Optional.of(false) : before.poeVerified());
  }

  private static boolean isTrue(Json value) {
    return value.equals(JsonBoolean.TRUE)
        || (value instanceof JsonString(String text)
            && text.toLowerCase(Locale.ROOT).equals("true"));
  }

  private static JsonObject echo(Account before, Account after) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("email", new JsonString(before.email()));
    members.put("createdAt", new JsonString(Long.toString(before.created().toEpochMilli())));
    members.put("issuer", new JsonString(before.issuer()));
    SequencedMap<String, Optional<String>> texts = new LinkedHashMap<>();
    texts.put("name", before.name());
    texts.put("bio", before.bio());
    texts.put("ethereumAddress", before.ethereumAddress());
    texts.put("poeAddress", before.poeAddress());
    texts.put("poeSignature", before.poeSignature());
    for (Map.Entry<String, Optional<String>> text : texts.entrySet()) {
      text.getValue().ifPresent(value -> members.put(text.getKey(), new JsonString(value)));
    }
    after.poeVerified().ifPresent(is -> members.put("poeAddressVerified", new JsonBoolean(is)));
    return new JsonObject(members);
  }
}
