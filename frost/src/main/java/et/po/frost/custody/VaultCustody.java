package et.po.frost.custody;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// Wraps with a key that never leaves a Vault. A wrapped text is Vault's own: `vault:v`, the key's
/// version, `:`, and Base64. What is in it is the account, 16 bytes, and its data key, 32: not
/// associated data, which Vault cannot wrap again.
public final class VaultCustody implements KeyCustody {
  private static final Logger LOG = Logger.getLogger(VaultCustody.class);
  private static final String SCHEME = "vault:v";
  private static final Pattern VERSION = Pattern.compile("vault:v\\d+:");
  private static final int ACCOUNT_LENGTH = 16;

  private final VaultTransit transit;

  public VaultCustody(VaultSettings settings) {
    this.transit = new VaultTransit(settings);
  }

  @Override
  public String wrap(UUID account, DataKey key) {
    byte[] bytes = key.bytes();
    return wrap(
        ByteBuffer.allocate(ACCOUNT_LENGTH + bytes.length)
            .putLong(account.getMostSignificantBits())
            .putLong(account.getLeastSignificantBits())
            .put(bytes)
            .array());
  }

  private String wrap(byte[] plain) {
    JsonString text = new JsonString(Base64.getEncoder().encodeToString(plain));
    return transit
        .ask("encrypt", new JsonObject(Map.of("plaintext", text)))
        .findString("ciphertext")
        .orElseThrow(() -> new IllegalStateException("Vault gave no ciphertext"));
  }

  @Override
  public DataKey unwrap(UUID account, String wrapped) {
    if (!made(wrapped)) {
      throw new IllegalStateException(
          "the data key of account " + account + " was not wrapped by Vault");
    }
    String plain =
        transit
            .ask("decrypt", question(wrapped))
            .findString("plaintext")
            .orElseThrow(() -> new IllegalStateException("Vault gave no plaintext"));
    return dataKey(account, Base64.getDecoder().decode(plain));
  }

  private static DataKey dataKey(UUID account, byte[] plain) {
    ByteBuffer bytes = ByteBuffer.wrap(plain);
    if (plain.length != ACCOUNT_LENGTH + AesGcm.KEY_LENGTH
        || !account.equals(new UUID(bytes.getLong(), bytes.getLong()))) {
      throw new IllegalStateException("the data key of account " + account + " is not its own");
    }
    byte[] key = new byte[AesGcm.KEY_LENGTH];
    bytes.get(key);
    return DataKey.of(key);
  }

  @Override
  public boolean made(String wrapped) {
    return wrapped.startsWith(SCHEME);
  }

  /// Asks Vault to wrap nothing, which needs no further right than Frost has.
  @Override
  public String currentPrefix() {
    String probe = wrap(new byte[] {0});
    Matcher version = VERSION.matcher(probe);
    if (!version.lookingAt()) {
      throw new IllegalStateException("Vault's ciphertext names no version");
    }
    return version.group();
  }

  /// Inside Vault: no data key is seen by anybody. A text of another account stays one.
  @Override
  public Map<UUID, String> rewrap(Map<UUID, String> wrapped) {
    List<UUID> accounts = List.copyOf(wrapped.keySet());
    List<Json> questions = new ArrayList<>();
    accounts.forEach(
        account -> questions.add(question(Optional.ofNullable(wrapped.get(account)).orElse(""))));
    JsonObject answer =
        transit.ask("rewrap", new JsonObject(Map.of("batch_input", new JsonArray(questions))));
    if (!(answer.find("batch_results").orElse(JsonArray.of()) instanceof JsonArray results)
        || results.items().size() != accounts.size()) {
      throw new IllegalStateException("Vault did not answer for each text");
    }
    Map<UUID, String> again = new HashMap<>();
    for (int i = 0; i < accounts.size(); i++) {
      keep(again, accounts.get(i), results.items().get(i));
    }
    return again;
  }

  private static void keep(Map<UUID, String> again, UUID account, Json result) {
    JsonObject one = result instanceof JsonObject object ? object : JsonObject.EMPTY;
    Optional<String> text = one.findString("ciphertext").filter(found -> !found.isEmpty());
    if (text.isPresent()) {
      again.put(account, text.get());
    } else {
      LOG.warnf(
          "Not wrapped again: the data key of account %s; Vault says: %s",
          account, one.findString("error").orElse("nothing"));
    }
  }

  private static JsonObject question(String wrapped) {
    return new JsonObject(Map.of("ciphertext", new JsonString(wrapped)));
  }
}
