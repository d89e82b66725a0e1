package et.po.frost;

import et.po.frost.custody.KeyCheck;
import et.po.frost.custody.KeyCustody;
import et.po.frost.database.Database;
import et.po.frost.faults.FaultException;
import et.po.frost.tokens.TokenSecret;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// The secrets that Frost cannot be without.
///
/// They come from the environment. The embedded profile makes those that are missing and keeps them
/// in its database; any other refuses to start without them, or with some that could be guessed.
record Secrets(KeyCustody custody, TokenSecret tokenSecret) {
  private static final Logger LOG = Logger.getLogger(Secrets.class);
  private static final String TOKEN_SECRET = "JWT";

  static Secrets of(FrostSettings settings, Database database, SecureRandom random)
      throws StartRefusedException, SQLException {
    EmbeddedSecrets embedded = new EmbeddedSecrets(database, random);
    KeyCustody custody =
        new CustodyChoice(settings.profile(), embedded, random)
            .of(settings.masterKey(), settings.custody());
    Optional<String> given = settings.tokenSecret();
    if (settings.profile() == Profile.EMBEDDED) {
      String secret = given.isPresent() ? given.get() : embedded.present(TOKEN_SECRET);
      return new Secrets(custody, new TokenSecret(secret));
    }
    return new Secrets(custody, strong(given));
  }

  /// Looks whether the accounts' keys open. With a custodian that is away nobody can tell; Frost
  /// then starts, as it goes on when one goes away later.
  void check(Database database) throws StartRefusedException, SQLException {
    try {
      Optional<UUID> locked = new KeyCheck(database, custody).findLocked();
      if (locked.isPresent()) {
        throw new StartRefusedException(
            "The keys of accounts, such as "
                + locked.get()
                + ", were wrapped with a key that is not in FROST_MASTER_KEY, FROST_OLD_MASTER_KEYS"
                + " or Vault. Put it into FROST_OLD_MASTER_KEYS (or give VAULT_URL again); once"
                + " rotate-keys was run, it is needed no more.");
      }
    } catch (FaultException e) {
      LOG.warn("Whether the keys of accounts open is not known: the custodian is away.");
    }
  }

  private static TokenSecret strong(Optional<String> given) throws StartRefusedException {
    if (given.isEmpty()) {
      throw new StartRefusedException(
          "JWT is missing: set it to at least 32 random characters, and keep a copy where the"
              + " database is not.");
    }
    TokenSecret secret = new TokenSecret(given.get());
    if (secret.isWeak()) {
      throw new StartRefusedException(
          "JWT is so short or regular that it could be guessed: set it to at least 32 random"
              + " characters.");
    }
    return secret;
  }
}
