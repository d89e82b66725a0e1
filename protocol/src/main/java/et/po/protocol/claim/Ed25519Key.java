package et.po.protocol.claim;

import et.po.protocol.ipfs.Base58;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/// An Ed25519 key; its private text is the Base58 of seed and public key, 64 bytes.
public final class Ed25519Key implements ClaimKey {
  private static final int LENGTH = 32;

  private final byte[] seed;
  private final byte[] publicBytes;
  private final PrivateKey privateKey;
  private final Issuer issuer;

  private Ed25519Key(byte[] seed) {
    this.seed = seed;
    this.publicBytes = new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded();
    this.privateKey = Ed25519.privateKey(seed);
    this.issuer = Issuer.of(this);
  }

  /// A new key of 32 random bytes.
  public static Ed25519Key generate(SecureRandom random) {
    byte[] seed = new byte[LENGTH];
    random.nextBytes(seed);
    return new Ed25519Key(seed);
  }

  /// The key that these 32 bytes are the seed of.
  public static Ed25519Key ofSeed(byte[] seed) {
    if (seed.length != LENGTH) {
      throw new IllegalArgumentException("an Ed25519 seed has 32 bytes");
    }
    return new Ed25519Key(seed.clone());
  }

  /// The key in a private text.
  ///
  /// @throws IllegalArgumentException if it is none, or its public half belongs to another key
  public static Ed25519Key ofPrivateBase58(String text) {
    byte[] bytes = Base58.decode(text).orElse(new byte[0]);
    if (bytes.length != 2 * LENGTH) {
      throw new IllegalArgumentException("an Ed25519 private key is 64 bytes in Base58");
    }
    Ed25519Key key = new Ed25519Key(Arrays.copyOf(bytes, LENGTH));
    if (!Arrays.equals(key.publicBytes, Arrays.copyOfRange(bytes, LENGTH, 2 * LENGTH))) {
      throw new IllegalArgumentException("the halves of the private key do not belong together");
    }
    return key;
  }

  /// The key of a phrase, as the first Po.et made it: its UTF-8 bytes, cut or filled with zeros to
  /// 32. Nothing slows guessing down, so this is for examples and tests.
  public static Ed25519Key ofPassphrase(String phrase) {
    return new Ed25519Key(Arrays.copyOf(phrase.getBytes(StandardCharsets.UTF_8), LENGTH));
  }

  /// The private text.
  public String privateBase58() {
    byte[] both = Arrays.copyOf(seed, 2 * LENGTH);
    System.arraycopy(publicBytes, 0, both, LENGTH, LENGTH);
    return Base58.encode(both);
  }

  public String publicBase58() {
    return Base58.encode(publicBytes);
  }

  @Override
  public Suite suite() {
    return Suite.ED25519;
  }

  @Override
  public Issuer issuer() {
    return issuer;
  }

  @Override
  public String publicText() {
    return publicBase58();
  }

  @Override
  public byte[] sign(byte[] message) {
    return Ed25519.sign(privateKey, message);
  }

  /// Only the public half: keys end up in logs.
  @Override
  public String toString() {
    return "Ed25519Key[" + publicBase58() + "]";
  }
}
