package et.po.frost.custody;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/// Wraps with a master key that this process holds. A wrapped text is `local:`, the key's id, `:`,
/// and nonce, ciphertext and tag in Base64.
public final class MasterKeyCustody implements KeyCustody {
  private final MasterKey master;
  private final SecureRandom random;
  private final String prefix;

  public MasterKeyCustody(MasterKey master, SecureRandom random) {
    this.master = master;
    this.random = random;
    this.prefix = "local:" + master.id() + ":";
  }

  @Override
  public String wrap(UUID account, DataKey key) {
    byte[] wrapped = AesGcm.seal(master.bytes(), key.bytes(), associated(account), random);
    return prefix + Base64.getEncoder().encodeToString(wrapped);
  }

  @Override
  public DataKey unwrap(UUID account, String wrapped) {
    if (!wrapped.startsWith(prefix)) {
      throw new IllegalStateException(
          "the data key of account " + account + " was wrapped with another key than ours");
    }
    byte[] bytes = Base64.getDecoder().decode(wrapped.substring(prefix.length()));
    return AesGcm.open(master.bytes(), bytes, associated(account))
        .map(DataKey::of)
        .orElseThrow(() ->
            new IllegalStateException("the data key of account " + account + " does not open"));
  }

  private static byte[] associated(UUID account) {
    return account.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
