package et.po.frost.custody;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
    if (!made(wrapped)) {
      throw new IllegalStateException(
          "the data key of account " + account + " was wrapped with another key than ours");
    }
    return decoded(wrapped.substring(prefix.length()))
        .flatMap(bytes -> AesGcm.open(master.bytes(), bytes, associated(account)))
        .map(DataKey::of)
        .orElseThrow(() ->
            new IllegalStateException("the data key of account " + account + " does not open"));
  }

  @Override
  public boolean made(String wrapped) {
    return wrapped.startsWith(prefix);
  }

  /// One custodian has one key, so whatever it made is current.
  @Override
  public String currentPrefix() {
    return prefix;
  }

  @Override
  public Map<UUID, String> rewrap(Map<UUID, String> wrapped) {
    Map<UUID, String> again = new HashMap<>();
    wrapped.forEach((account, text) ->
        Rewrapping.of(this, account, text).ifPresent(fresh -> again.put(account, fresh)));
    return again;
  }

  private static Optional<byte[]> decoded(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] associated(UUID account) {
    return account.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
