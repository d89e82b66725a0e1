package et.po.frost.custody;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import et.po.frost.faults.Fault;
import et.po.protocol.claim.Ed25519Key;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/// The accounts' keys: made once, kept sealed, opened when needed.
///
/// Keys that were opened stay in memory for a few minutes, so that a busy account costs neither the
/// database nor the custodian a question per work. They are bounded in number.
public final class AccountKeys {
  private static final Logger LOG = Logger.getLogger(AccountKeys.class);
  private static final Duration KEPT_OPEN = Duration.ofMinutes(5);
  private static final int MOST_OPEN = 10_000;
  private static final String SIGNING_KEY = "signing key";
  private static final String QUERY =
      "select wrapped_key, signing_key from frost.account_key where account = ?";

  private final Database database;
  private final KeyCustody custody;
  private final SecureRandom random;
  private final Cache<UUID, AccountSecrets> opened =
      Caffeine.newBuilder().maximumSize(MOST_OPEN).expireAfterWrite(KEPT_OPEN).build();

  private record Row(String wrappedKey, byte[] signingKey) {}

  /// Secrets that are not kept yet.
  public record Fresh(AccountSecrets secrets, String wrappedKey, byte[] sealedKey) {}

  public AccountKeys(Database database, KeyCustody custody, SecureRandom random) {
    this.database = database;
    this.custody = custody;
    this.random = random;
  }

  /// New keys for a new account. Asks the custodian, so it is not done inside a transaction.
  public Fresh generate(UUID account) {
    DataKey dataKey = DataKey.generate(random);
    Ed25519Key signingKey = Ed25519Key.generate(random);
    byte[] sealed =
        dataKey.seal(account, SIGNING_KEY, signingKey.privateBase58().getBytes(US_ASCII), random);
    return new Fresh(
        new AccountSecrets(account, dataKey, signingKey, random),
        custody.wrap(account, dataKey),
        sealed);
  }

  /// Keeps new keys, with the account that they belong to.
  public void keep(Connection transaction, UUID account, Fresh keys) throws SQLException {
    Sql.update(
        transaction,
        "insert into frost.account_key (account, wrapped_key, signing_key) values (?, ?, ?)",
        account,
        keys.wrappedKey(),
        keys.sealedKey());
  }

  /// Another signing key for the account, sealed under its data key.
  public byte[] sealed(UUID account, Ed25519Key signingKey) throws SQLException {
    return open(account).seal(SIGNING_KEY, signingKey.privateBase58().getBytes(US_ASCII));
  }

  /// Puts a sealed key in the place of the account's own.
  public void replace(Connection transaction, UUID account, byte[] sealedKey) throws SQLException {
    Sql.update(
        transaction,
        "update frost.account_key set signing_key = ? where account = ?",
        sealedKey,
        account);
  }

  /// An account's secrets, with the signing key that it has now: one kept open of before a change
  /// of keys, which another process may have made, is told by its issuer.
  ///
  /// @param issuer that the account has now
  public AccountSecrets open(UUID account, String issuer) throws SQLException {
    AccountSecrets known = open(account);
    if (known.signingKey().issuer().uri().equals(issuer)) {
      return known;
    }
    opened.invalidate(account);
    return open(account);
  }

  /// An account's secrets. The signing key may be that of some minutes ago.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#KEY_LOCKED] if they do not open with the keys
  ///   that the custodian has
  public AccountSecrets open(UUID account) throws SQLException {
    AccountSecrets known = opened.getIfPresent(account);
    if (known != null) {
      return known;
    }
    Row row =
        database
            .read(connection -> Sql.find(connection, AccountKeys::row, QUERY, account))
            .orElseThrow(() -> new IllegalStateException("account " + account + " has no key"));
    AccountSecrets secrets = opened(account, row);
    opened.put(account, secrets);
    return secrets;
  }

  private AccountSecrets opened(UUID account, Row row) {
    try {
      DataKey dataKey = custody.unwrap(account, row.wrappedKey());
      byte[] signingKey = dataKey.open(account, SIGNING_KEY, row.signingKey());
      return new AccountSecrets(
          account, dataKey, Ed25519Key.ofPrivateBase58(new String(signingKey, US_ASCII)), random);
    } catch (IllegalStateException e) {
      LOG.errorf("Keys of an account do not open: %s", e.getMessage());
      throw Fault.KEY_LOCKED.exception();
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(row.getString("wrapped_key"), row.getBytes("signing_key"));
  }
}
