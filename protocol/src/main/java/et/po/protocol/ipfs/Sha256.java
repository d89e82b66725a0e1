package et.po.protocol.ipfs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 digest (FIPS 180-4), 32 bytes.
public final class Sha256 {
  private static final int LENGTH = 32;

  /// Copied for each use: looking it up takes longer than many a text takes to be hashed.
  private static final MessageDigest UNUSED = lookedUp();

  private final byte[] digest;

  private Sha256(byte[] digest) {
    this.digest = digest;
  }

  /// A digest that was computed elsewhere.
  public static Sha256 ofDigest(byte[] digest) {
    if (digest.length != LENGTH) {
      throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + digest.length);
    }
    return new Sha256(digest.clone());
  }

  /// From 64 hexadecimal characters.
  public static Sha256 ofHex(String hex) {
    return ofDigest(HexFormat.of().parseHex(hex));
  }

  /// The digest of these bytes.
  public static Sha256 of(byte[]... parts) {
    MessageDigest hash = newDigest();
    for (byte[] part : parts) {
      hash.update(part);
    }
    return new Sha256(hash.digest());
  }

  /// A running SHA-256, for content that comes in pieces.
  public static MessageDigest newDigest() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the Java platform's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest lookedUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public byte[] bytes() {
    return digest.clone();
  }

  /// Lower-case hexadecimal, 64 characters.
  public String hex() {
    return HexFormat.of().formatHex(digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256 that && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return hex();
  }
}
