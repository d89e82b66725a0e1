package et.po.frost.custody;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM. What is sealed is nonce, ciphertext and tag:
///
/// ```
/// offset  size  field
///      0    12  nonce       random
///     12     n  ciphertext
/// 12 + n    16  tag
/// ```
final class AesGcm {
  static final int KEY_LENGTH = 32;
  private static final int NONCE_LENGTH = 12;
  private static final int TAG_BITS = 128;

  private AesGcm() {}

  static byte[] seal(byte[] key, byte[] plain, byte[] associated, SecureRandom random) {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, associated).doFinal(plain);
      byte[] whole = Arrays.copyOf(nonce, NONCE_LENGTH + sealed.length);
      System.arraycopy(sealed, 0, whole, NONCE_LENGTH, sealed.length);
      return whole;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /// Empty if these bytes were not sealed with this key for this purpose.
  static Optional<byte[]> open(byte[] key, byte[] whole, byte[] associated) {
    if (whole.length < NONCE_LENGTH + TAG_BITS / 8) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(whole, NONCE_LENGTH);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, associated);
      return Optional.of(cipher.doFinal(whole, NONCE_LENGTH, whole.length - NONCE_LENGTH));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] associated)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(associated);
    return cipher;
  }
}
