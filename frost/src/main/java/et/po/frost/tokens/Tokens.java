package et.po.frost.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import et.po.frost.audit.Action;
import et.po.frost.audit.Actor;
import et.po.frost.audit.Audit;
import et.po.frost.custody.AccountKeys;
import et.po.frost.custody.AccountSecrets;
import et.po.frost.database.Database;
import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.frost.limits.RateLimit;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;

/// Gives out tokens, lists and revokes them.
public final class Tokens {
  private static final String PURPOSE = "token";

  /// How many log-ins, or tokens in mails, of an account are good at once.
  private static final int MOST_OF_A_KIND = 100;

  private final Database database;
  private final TokenTexts texts;
  private final TokenRecords records;
  private final SessionRecords sessions;
  private final AccountKeys keys;
  private final int mostApiTokens;
  private final Audit audit;
  private final SecureRandom random;
  private final Clock clock;
  private final LastUses lastUses;
  private final RateLimit requests;

  /// @param mostApiTokens how many an account may have on each network
  /// @param requests by account, of all that come with its tokens
  public Tokens(
      Database database,
      TokenSecret secret,
      AccountKeys keys,
      int mostApiTokens,
      RateLimit requests,
      Audit audit,
      SecureRandom random,
      Clock clock) {
    this.database = database;
    this.texts = new TokenTexts(secret, clock);
    this.records = new TokenRecords(database, clock);
    this.sessions = new SessionRecords(database, clock);
    this.keys = keys;
    this.mostApiTokens = mostApiTokens;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
    this.requests = requests;
    this.lastUses = new LastUses(records, clock);
  }

  /// What asks for these tokens.
  public Guard guard() {
    return new Guard(texts, records, lastUses, requests);
  }

  public LastUses lastUses() {
    return lastUses;
  }

  /// A new token of a kind that is not listed later, as its text. The oldest of very many ends.
  public String issue(Connection transaction, UUID account, TokenKind kind) throws SQLException {
    AccountLock.take(transaction, account);
    sessions.endOldest(transaction, account, kind, MOST_OF_A_KIND - 1);
    ClientToken token = ClientToken.generate(random);
    Instant now = clock.instant();
    records.add(transaction, token.hash(), account, kind, now, null);
    return texts.write(account, kind, token, now);
  }

  /// A new API token, as its text.
  ///
  /// @throws FaultException [Fault#TOO_MANY_TOKENS] if the account has as many as are allowed
  public String issueApiToken(
      Connection transaction, UUID account, AccountSecrets secrets, Network network, Actor by)
      throws SQLException {
    TokenKind kind = TokenKind.apiToken(network);
    if (records.countLocked(transaction, account, kind) >= mostApiTokens) {
      throw Fault.TOO_MANY_TOKENS.because(
          "%s There are %d for the %s network; end one (DELETE /tokens/:id) to make another."
              .formatted(Fault.TOO_MANY_TOKENS.text(), mostApiTokens, network.text()));
    }
    ClientToken token = ClientToken.generate(random);
    Instant now = clock.instant();
    String text = texts.write(account, kind, token, now);
    byte[] sealed = secrets.seal(PURPOSE, text.getBytes(UTF_8));
    records.add(transaction, token.hash(), account, kind, now, sealed);
    audit.record(transaction, account, by, Action.TOKEN_CREATED, named(token.hash(), kind));
    return text;
  }

  String issueApiToken(Caller caller, Network network) throws SQLException {
    AccountSecrets secrets = keys.open(caller.account());
    return database.inTransaction(transaction ->
        issueApiToken(transaction, caller.account(), secrets, network, caller.actor()));
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

  /// Ends one of the caller's API tokens.
  ///
  /// @param name its text, or the id that its details show
  /// @throws FaultException [Fault#RESOURCE_NOT_FOUND] if they have no such token
  void revokeApiToken(Caller caller, String name) throws SQLException {
    TokenHash hash =
        TokenHash.isId(name)
            ? records
                .findApiToken(caller.account(), name)
                .orElseThrow(Fault.RESOURCE_NOT_FOUND::exception)
            : hashOf(name);
    database.run(transaction -> {
      TokenKind kind =
          records
              .revokeApiToken(transaction, caller.account(), hash)
              .orElseThrow(Fault.RESOURCE_NOT_FOUND::exception);
      audit.record(
          transaction, caller.account(), caller.actor(), Action.TOKEN_REVOKED, named(hash, kind));
    });
  }

  private static JsonObject named(TokenHash hash, TokenKind kind) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("id", new JsonString(hash.id()));
    kind.namedNetwork().ifPresent(is -> members.put("network", new JsonString(is.text())));
    return new JsonObject(members);
  }

  /// Ends the caller's own token; false if it was ended meanwhile.
  public boolean revoke(Connection transaction, Caller caller) throws SQLException {
    return records.revoke(transaction, caller.token());
  }

  /// Ends all of an account's tokens of a kind.
  public void revokeAll(Connection transaction, UUID account, TokenKind kind) throws SQLException {
    records.revokeAll(transaction, account, kind);
  }

  /// How many of a kind the account was given in this time, those that have ended too.
  public int issuedSince(Connection transaction, UUID account, TokenKind kind, Duration time)
      throws SQLException {
    return records.issuedSince(transaction, account, kind, time);
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
