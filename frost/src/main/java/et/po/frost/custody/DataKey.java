package et.po.frost.custody;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;

/// The key under which one account's secrets are sealed. What was sealed for one account or purpose
/// opens for no other.
public final class DataKey {
  private final byte[] key;

  private DataKey(byte[] key) {
    if (key.length != AesGcm.KEY_LENGTH) {
      throw new IllegalArgumentException("a data key has 32 bytes");
    }
    this.key = key;
  }

  /// A new key.
  static DataKey generate(SecureRandom random) {
    byte[] key = new byte[AesGcm.KEY_LENGTH];
    random.nextBytes(key);
    return new DataKey(key);
  }

  static DataKey of(byte[] key) {
    return new DataKey(key.clone());
  }

  byte[] bytes() {
    return key.clone();
  }

  byte[] seal(UUID account, String purpose, byte[] secret, SecureRandom random) {
    return AesGcm.seal(key, secret, associated(account, purpose), random);
  }

  /// @throws IllegalStateException if the bytes are not what was sealed: somebody changed them
  byte[] open(UUID account, String purpose, byte[] sealed) {
    return AesGcm.open(key, sealed, associated(account, purpose))
        .orElseThrow(() ->
            new IllegalStateException(
                "the " + purpose + " of account " + account + " does not open"));
  }

  private static byte[] associated(UUID account, String purpose) {
    return (account + "/" + purpose).getBytes(StandardCharsets.US_ASCII);
  }

  /// Says nothing of the key: keys end up in logs.
  @Override
  public String toString() {
    return "DataKey";
  }
}
