package et.po.frost.custody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every custodian owes.
abstract class KeyCustodyContract {
  static final SecureRandom RANDOM = new SecureRandom();

  private static final UUID ALICE = UUID.randomUUID();
  private static final UUID BOB = UUID.randomUUID();
  private static final UUID CAROL = UUID.randomUUID();

  private final DataKey key = DataKey.generate(RANDOM);

  /// A custodian that knows all its keys.
  abstract KeyCustody custody();

  /// The same custodian after its key was changed for a newer version.
  abstract KeyCustody withNewerKey();

  @Test
  void wrappedKey_isUnwrappedForItsAccountOnly() {
    KeyCustody custody = custody();
    String wrapped = custody.wrap(ALICE, key);

    assertArrayEquals(key.bytes(), custody.unwrap(ALICE, wrapped).bytes());
    assertThrows(IllegalStateException.class, () -> custody.unwrap(BOB, wrapped));
    assertNotEquals(wrapped, custody.wrap(ALICE, key));
  }

  @Test
  void changedText_isNotUnwrapped() {
    KeyCustody custody = custody();
    String wrapped = custody.wrap(ALICE, key);
    String prefix = custody.currentPrefix();
    for (String changed :
        new String[] {
          "",
          "nonsense",
          prefix,
          prefix + "AAAA",
          prefix + "%",
          wrapped + "AAAA",
          wrapped.substring(0, wrapped.length() - 8)
        }) {
      assertThrows(IllegalStateException.class, () -> custody.unwrap(ALICE, changed), changed);
    }
  }

  @Test
  void ownTexts_areKnown_andBeginWithTheCurrentPrefix() {
    KeyCustody custody = custody();
    String wrapped = custody.wrap(ALICE, key);

    assertTrue(custody.made(wrapped));
    assertTrue(wrapped.startsWith(custody.currentPrefix()), wrapped);
    assertFalse(custody.made("other:1:AAAA"));
  }

  @Test
  void newerKey_unwrapsOldTexts_andRewrapsThemForTheSameAccounts() {
    String old = custody().wrap(ALICE, key);
    KeyCustody newer = withNewerKey();

    assertArrayEquals(key.bytes(), newer.unwrap(ALICE, old).bytes());
    assertFalse(old.startsWith(newer.currentPrefix()), old);

    Map<UUID, String> again =
        newer.rewrap(Map.of(ALICE, old, BOB, old, CAROL, old.substring(0, old.length() - 8)));

    assertFalse(again.containsKey(CAROL));
    String text = Optional.ofNullable(again.get(ALICE)).orElseThrow();
    // What was put into another account's place is of no use there, before or after.
    Optional.ofNullable(again.get(BOB))
        .ifPresent(
            moved -> assertThrows(IllegalStateException.class, () -> newer.unwrap(BOB, moved)));
    assertTrue(text.startsWith(newer.currentPrefix()), text);
    assertArrayEquals(key.bytes(), newer.unwrap(ALICE, text).bytes());
    assertThrows(IllegalStateException.class, () -> newer.unwrap(BOB, text));
  }
}
