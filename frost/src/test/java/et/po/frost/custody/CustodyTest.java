package et.po.frost.custody;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class CustodyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final UUID ALICE = UUID.randomUUID();
  private static final UUID BOB = UUID.randomUUID();

  private final MasterKeyCustody custody = new MasterKeyCustody(RandomKeys.key(), RANDOM);

  @Test
  void wrappedKey_ofAnotherMasterKey_isToldApart() {
    String wrapped =
        new MasterKeyCustody(RandomKeys.key(), RANDOM).wrap(ALICE, DataKey.generate(RANDOM));

    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> custody.unwrap(ALICE, wrapped));

    assertTrue(String.valueOf(failure.getMessage()).contains("another key"));
  }

  @Test
  void sealedSecret_opensForItsAccountAndPurposeOnly_andOnlyUnchanged() {
    DataKey key = DataKey.generate(RANDOM);
    byte[] sealed = key.seal(ALICE, "token", "secret".getBytes(UTF_8), RANDOM);

    assertEquals("secret", new String(key.open(ALICE, "token", sealed), UTF_8));
    assertThrows(IllegalStateException.class, () -> key.open(BOB, "token", sealed));
    assertThrows(IllegalStateException.class, () -> key.open(ALICE, "signing key", sealed));
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThrows(IllegalStateException.class, () -> key.open(ALICE, "token", changed));
    }
    assertThrows(IllegalStateException.class, () -> key.open(ALICE, "token", new byte[0]));
  }

  @Test
  void secrets_sayNothingOfThemselves() {
    assertEquals("DataKey", DataKey.generate(RANDOM).toString());
    assertEquals("MasterKey", RandomKeys.key().toString());
  }
}
