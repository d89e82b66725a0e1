package et.po.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.List;

/// The signature algorithm alone, by the provider that claims use: what no verifying or signing of
/// claims can be faster than.
final class Ed25519Bare implements Benchmark {
  /// What a claim's signature covers: header, dot and two hashes.
  private static final int MESSAGE = 121;

  private static final int KEYS = 500;

  @Override
  public String name() {
    return "ed25519";
  }

  @Override
  public List<Figure> run() throws GeneralSecurityException {
    KeyPair[] keys = new KeyPair[KEYS];
    byte[][] signatures = new byte[KEYS][];
    byte[] message = new byte[MESSAGE];
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    for (int i = 0; i < KEYS; i++) {
      keys[i] = generator.generateKeyPair();
      signatures[i] = sign(keys[i], message);
    }
    return List.of(
        Figure.unbound(
            "ed25519-verify alone, one core",
            Throughput.single(KEYS, i -> verify(keys[i], message, signatures[i])),
            "verifies/s"),
        Figure.unbound(
            "ed25519-sign alone, one core",
            Throughput.single(KEYS, i -> sign(keys[i], message)),
            "signs/s"));
  }

  private static byte[] sign(KeyPair key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519", AmazonCorrettoCryptoProvider.INSTANCE);
      signature.initSign(key.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a fresh key cannot sign", e);
    }
  }

  private static void verify(KeyPair key, byte[] message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance("Ed25519", AmazonCorrettoCryptoProvider.INSTANCE);
      signature.initVerify(key.getPublic());
      signature.update(message);
      if (!signature.verify(signed)) {
        throw new IllegalStateException("a fresh signature does not verify");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a fresh key cannot verify", e);
    }
  }
}
