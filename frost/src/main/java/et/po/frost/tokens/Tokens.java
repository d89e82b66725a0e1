package et.po.frost.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import et.po.frost.custody.AccountKeys;
import et.po.frost.custody.AccountSecrets;
import et.po.frost.database.Database;
import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Gives out tokens, lists and revokes them.
public final class Tokens {
  private static final String PURPOSE = "token";

  private final Database database;
  private final TokenTexts texts;
  private final TokenRecords records;
  private final AccountKeys keys;
  private final int mostApiTokens;
  private final SecureRandom random;
  private final Clock clock;
  private final LastUses lastUses;

  /// @param mostApiTokens how many an account may have on each network
  public Tokens(
      Database database,
      TokenSecret secret,
      AccountKeys keys,
      int mostApiTokens,
      SecureRandom random,
      Clock clock) {
    this.database = database;
    this.texts = new TokenTexts(secret, clock);
    this.records = new TokenRecords(database, clock);
    this.keys = keys;
    this.mostApiTokens = mostApiTokens;
    this.random = random;
    this.clock = clock;
    this.lastUses = new LastUses(records, clock);
  }

  /// What asks for these tokens.
  public Guard guard() {
    return new Guard(texts, records, lastUses);
  }

  public LastUses lastUses() {
    return lastUses;
  }

  /// A new token of a kind that is not listed later, as its text.
  public String issue(Connection transaction, UUID account, TokenKind kind) throws SQLException {
    ClientToken token = ClientToken.generate(random);
    Instant now = clock.instant();
    records.add(transaction, token.hash(), account, kind, now, null);
    return texts.write(account, kind, token, now);
  }

  /// A new API token, as its text.
  ///
  /// @throws FaultException [Fault#TOO_MANY_TOKENS] if the account has as many as are allowed
  public String issueApiToken(
      Connection transaction, UUID account, AccountSecrets secrets, Network network)
      throws SQLException {
    TokenKind kind = TokenKind.apiToken(network);
    if (records.countLocked(transaction, account, kind) >= mostApiTokens) {
      throw Fault.TOO_MANY_TOKENS.exception();
    }
    ClientToken token = ClientToken.generate(random);
    Instant now = clock.instant();
    String text = texts.write(account, kind, token, now);
    byte[] sealed = secrets.seal(PURPOSE, text.getBytes(UTF_8));
    records.add(transaction, token.hash(), account, kind, now, sealed);
    return text;
  }

  String issueApiToken(UUID account, Network network) throws SQLException {
    AccountSecrets secrets = keys.open(account);
    return database.inTransaction(
        transaction -> issueApiToken(transaction, account, secrets, network));
  }

  /// The texts of the account's API tokens: live ones first, each in the order of creation.
  List<String> apiTokens(UUID account) throws SQLException {
    AccountSecrets secrets = keys.open(account);
    List<String> tokens = new ArrayList<>();
    for (Network network : Network.values()) {
      for (byte[] sealed : records.sealedTexts(account, TokenKind.apiToken(network))) {
        tokens.add(new String(secrets.open(PURPOSE, sealed), UTF_8));
      }
    }
    return tokens;
  }

  /// Ends one of the account's API tokens.
  ///
  /// @throws FaultException [Fault#RESOURCE_NOT_FOUND] if it has no such token
  void revokeApiToken(UUID account, String text) throws SQLException {
    if (!records.revokeApiToken(account, hashOf(text))) {
      throw Fault.RESOURCE_NOT_FOUND.exception();
    }
  }

  /// Ends the caller's own token; false if it was ended meanwhile.
  public boolean revoke(Connection transaction, Caller caller) throws SQLException {
    return records.revoke(transaction, caller.token());
  }

  /// Ends all of an account's tokens of a kind.
  public void revokeAll(Connection transaction, UUID account, TokenKind kind) throws SQLException {
    records.revokeAll(transaction, account, kind);
  }

  private TokenHash hashOf(String text) {
    try {
      return texts.read(text).hash();
    } catch (FaultException e) {
      // Here the text is what is looked for, not what the caller is known by.
      throw Fault.RESOURCE_NOT_FOUND.exception();
    }
  }
}
