package et.po.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PemKeyTest {
  @TempDir Path directory = Path.of("");

  @Test
  void keysOfP256_areRead() throws Exception {
    KeyPair pair = PemPair.pair("secp256r1");
    PemPair files = PemPair.write(directory, pair);
    assertEquals(pair.getPrivate(), PemKey.readPrivate(files.secret()));
    assertEquals(pair.getPublic(), PemKey.readPublic(files.open()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp384r1", "secp521r1"})
  void keysOfOtherCurves_areRefused(String curve) throws Exception {
    PemPair files = PemPair.write(directory, PemPair.pair(curve));
    ImageException refusal =
        assertThrows(ImageException.class, () -> PemKey.readPrivate(files.secret()));
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("is no private key of the curve P-256"),
        refusal::toString);
    refusal = assertThrows(ImageException.class, () -> PemKey.readPublic(files.open()));
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("is no public key of the curve P-256"),
        refusal::toString);
  }

  @Test
  void keysOfAnotherKind_areRefused() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    PemPair files = PemPair.write(directory, pair);
    assertThrows(ImageException.class, () -> PemKey.readPrivate(files.secret()));
    assertThrows(ImageException.class, () -> PemKey.readPublic(files.open()));
  }
}
