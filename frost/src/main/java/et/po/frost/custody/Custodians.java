package et.po.frost.custody;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One custodian that wraps, and those before it, which unwrap what they made until it is wrapped
/// again.
public final class Custodians implements KeyCustody {
  private final KeyCustody current;
  private final List<KeyCustody> former;

  public Custodians(KeyCustody current, List<KeyCustody> former) {
    this.current = current;
    this.former = List.copyOf(former);
  }

  @Override
  public String wrap(UUID account, DataKey key) {
    return current.wrap(account, key);
  }

  @Override
  public DataKey unwrap(UUID account, String wrapped) {
    if (current.made(wrapped)) {
      return current.unwrap(account, wrapped);
    }
    return former.stream()
        .filter(one -> one.made(wrapped))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "the data key of account " + account + " was wrapped with another key than ours"))
        .unwrap(account, wrapped);
  }

  @Override
  public boolean made(String wrapped) {
    return current.made(wrapped) || former.stream().anyMatch(one -> one.made(wrapped));
  }

  @Override
  public String currentPrefix() {
    return current.currentPrefix();
  }

  /// The current custodian's own texts it may wrap again without showing the keys to anybody;
  /// others are unwrapped here.
  @Override
  public Map<UUID, String> rewrap(Map<UUID, String> wrapped) {
    Map<UUID, String> own = new HashMap<>();
    Map<UUID, String> again = new HashMap<>();
    wrapped.forEach((account, text) -> {
      if (current.made(text)) {
        own.put(account, text);
      } else {
        Rewrapping.of(this, account, text).ifPresent(fresh -> again.put(account, fresh));
      }
    });
    if (!own.isEmpty()) {
      again.putAll(current.rewrap(own));
    }
    return again;
  }
}
