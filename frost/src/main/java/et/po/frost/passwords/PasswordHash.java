package et.po.frost.passwords;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// An Argon2id hash. Its text is the customary one: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
record PasswordHash(Argon2Cost cost, byte[] salt, byte[] hash) {
  private static final int SALT_LENGTH = 16;
  private static final int HASH_LENGTH = 32;
  private static final Pattern TEXT =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=1\\$([\\w+/]{22})\\$([\\w+/]{43})");

  /// @param memory where it is computed
  static PasswordHash of(String password, Argon2Cost cost, SecureRandom random, BlockPool memory) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    return new PasswordHash(cost, salt, compute(password, cost, salt, memory));
  }

  static PasswordHash parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException("the database has a password hash of another kind");
    }
    return new PasswordHash(
        new Argon2Cost(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))),
        Base64.getDecoder().decode(parts.group(3)),
        Base64.getDecoder().decode(parts.group(4)));
  }

  boolean isOf(String password, BlockPool memory) {
    return MessageDigest.isEqual(hash, compute(password, cost, salt, memory));
  }

  String text() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
        .formatted(
            cost.memory(), cost.passes(), base64.encodeToString(salt), base64.encodeToString(hash));
  }

  private static byte[] compute(String password, Argon2Cost cost, byte[] salt, BlockPool memory) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memory())
            .withIterations(cost.passes())
            .withParallelism(1)
            .withSalt(salt)
            .withBlockPool(memory)
            .build());
    byte[] hash = new byte[HASH_LENGTH];
    argon2.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }

  @Override
  public String toString() {
    return "PasswordHash[" + cost + "]";
  }
}
