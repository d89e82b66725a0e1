package et.po.protocol.claim;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Ed25519 (RFC 8032) through the fastest provider that runs here: native code where there is some
/// for the platform, else BouncyCastle. The JDK's own is some twenty times slower than either.
final class Ed25519 {
  static final int PUBLIC_LENGTH = 32;
  static final int SIGNATURE_LENGTH = 64;
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final Provider PROVIDER = provider();

  private Ed25519() {}

  private static Provider provider() {
    try {
      AmazonCorrettoCryptoProvider nativeCode = AmazonCorrettoCryptoProvider.INSTANCE;
      if (nativeCode.getLoadingError() == null) {
        Signature.getInstance("Ed25519", nativeCode);
        return nativeCode;
      }
    } catch (GeneralSecurityException | LinkageError e) {
      // No native code for this platform, or without Ed25519.
      return new BouncyCastleProvider();
    }
    return new BouncyCastleProvider();
  }

  static PrivateKey privateKey(byte[] seed) {
    try {
      return keys().generatePrivate(new PKCS8EncodedKeySpec(joined(PKCS8, seed)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 seed", e);
    }
  }

  /// The key of 32 public bytes.
  static PublicKey publicKey(byte[] bytes) throws GeneralSecurityException {
    return keys().generatePublic(new X509EncodedKeySpec(joined(X509, bytes)));
  }

  private static KeyFactory keys() throws GeneralSecurityException {
    // The native provider takes the JDK's keys and has no key factory of its own.
    return PROVIDER instanceof BouncyCastleProvider
        ? KeyFactory.getInstance("Ed25519", PROVIDER)
        : KeyFactory.getInstance("Ed25519");
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519", PROVIDER);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was checked when it was made", e);
    }
  }

  static boolean verify(PublicKey key, byte[] message, byte[] signed)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519", PROVIDER);
    try {
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (InvalidKeyException | SignatureException e) {
      return false;
    }
  }

  private static byte[] joined(byte[] head, byte[] tail) {
    byte[] joined = java.util.Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, joined, head.length, tail.length);
    return joined;
  }
}
