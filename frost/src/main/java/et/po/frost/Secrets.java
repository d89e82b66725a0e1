package et.po.frost;

import et.po.frost.custody.MasterKey;
import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import et.po.frost.tokens.TokenSecret;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/// The secrets that Frost cannot be without.
///
/// They come from the environment. The embedded profile makes those that are missing and keeps them
/// in its database; any other refuses to start without them, or with some that could be guessed.
record Secrets(MasterKey masterKey, TokenSecret tokenSecret) {
  private static final String MASTER_KEY = "FROST_MASTER_KEY";
  private static final String TOKEN_SECRET = "JWT";
  private static final int LENGTH = 32;

  static Secrets of(FrostSettings settings, Database database, SecureRandom random)
      throws StartRefusedException, SQLException {
    Optional<String> masterKey = settings.masterKey();
    Optional<String> tokenSecret = settings.tokenSecret();
    if (settings.profile() == Profile.EMBEDDED) {
      return new Secrets(
          masterKey(present(masterKey, MASTER_KEY, database, random)),
          new TokenSecret(present(tokenSecret, TOKEN_SECRET, database, random)));
    }
    return strong(
        masterKey(given(masterKey, MASTER_KEY, "64 hex digits drawn at random")),
        new TokenSecret(given(tokenSecret, TOKEN_SECRET, "at least 32 random characters")));
  }

  private static Secrets strong(MasterKey masterKey, TokenSecret tokenSecret)
      throws StartRefusedException {
    if (masterKey.isWeak()) {
      throw new StartRefusedException(
          "FROST_MASTER_KEY repeats itself and could be guessed: set it to 64 hex digits drawn at"
              + " random.");
    }
    if (tokenSecret.isWeak()) {
      throw new StartRefusedException(
          "JWT is so short or regular that it could be guessed: set it to at least 32 random"
              + " characters.");
    }
    return new Secrets(masterKey, tokenSecret);
  }

  private static String given(Optional<String> secret, String name, String what)
      throws StartRefusedException {
    if (secret.isEmpty()) {
      throw new StartRefusedException(
          name + " is missing: set it to " + what + ", and keep a copy where the database is not.");
    }
    return secret.get();
  }

  private static MasterKey masterKey(String text) throws StartRefusedException {
    Optional<MasterKey> key = MasterKey.parse(text);
    if (key.isEmpty()) {
      throw new StartRefusedException("FROST_MASTER_KEY must be 64 hex digits.");
    }
    return key.get();
  }

  private static String present(
      Optional<String> secret, String name, Database database, SecureRandom random)
      throws SQLException {
    if (secret.isPresent()) {
      return secret.get();
    }
    byte[] drawn = new byte[LENGTH];
    random.nextBytes(drawn);
    return database.inTransaction(transaction -> {
      // Of two that start at once on one database, both take what the first has drawn.
      Sql.update(
          transaction,
          "insert into frost.embedded_secret (name, value) values (?, ?)"
              + " on conflict (name) do nothing",
          name,
          HexFormat.of().formatHex(drawn));
      return Sql.find(
              transaction,
              row -> row.getString(1),
              "select value from frost.embedded_secret where name = ?",
              name)
          .orElseThrow();
    });
  }
}
