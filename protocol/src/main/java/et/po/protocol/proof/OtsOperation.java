package et.po.protocol.proof;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/// A step of an OpenTimestamps timestamp: makes one message of another.
///
/// ```
/// 02 SHA-1   03 RIPEMD-160   08 SHA-256   67 Keccak-256   f2 reverse   f3 hexlify
/// f0 <length> <bytes> append   f1 <length> <bytes> prepend
/// ```
public sealed interface OtsOperation {
  /// No message is longer, in bytes.
  int MAX_MESSAGE = 4096;

  /// The result; empty if it, or the message, is longer than [#MAX_MESSAGE] or empty.
  Optional<byte[]> apply(byte[] message);

  /// A hash function; the only kind that a file can be hashed with to begin with.
  enum Hash implements OtsOperation {
    SHA_1(0x02, 20),
    RIPEMD_160(0x03, 20),
    SHA_256(0x08, 32),
    KECCAK_256(0x67, 32);

    private final int tag;
    private final int length;

    Hash(int tag, int length) {
      this.tag = tag;
      this.length = length;
    }

    static Optional<Hash> ofTag(int tag) {
      return Arrays.stream(values()).filter(hash -> hash.tag == tag).findFirst();
    }

    int tag() {
      return tag;
    }

    /// The digest's length in bytes.
    public int length() {
      return length;
    }

    /// The digest of a message of any length.
    public byte[] digest(byte[] message) {
      return switch (this) {
        case SHA_1 -> platform("SHA-1", message);
        case SHA_256 -> platform("SHA-256", message);
        case RIPEMD_160 -> bouncyCastle(new RIPEMD160Digest(), message);
        case KECCAK_256 -> bouncyCastle(new KeccakDigest(256), message);
      };
    }

    @Override
    public Optional<byte[]> apply(byte[] message) {
      return message.length > MAX_MESSAGE ? Optional.empty() : Optional.of(digest(message));
    }

    private static byte[] platform(String algorithm, byte[] message) {
      try {
        return MessageDigest.getInstance(algorithm).digest(message);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has " + algorithm, e);
      }
    }

    private static byte[] bouncyCastle(ExtendedDigest hash, byte[] message) {
      hash.update(message, 0, message.length);
      byte[] digest = new byte[hash.getDigestSize()];
      hash.doFinal(digest, 0);
      return digest;
    }
  }

  record Append(byte[] bytes) implements OtsOperation {
    @Override
    public Optional<byte[]> apply(byte[] message) {
      return joined(message, bytes);
    }
  }

  record Prepend(byte[] bytes) implements OtsOperation {
    @Override
    public Optional<byte[]> apply(byte[] message) {
      return joined(bytes, message);
    }
  }

  enum Rewrite implements OtsOperation {
    REVERSE,
    HEXLIFY;

    @Override
    public Optional<byte[]> apply(byte[] message) {
      if (message.length == 0) {
        return Optional.empty();
      }
      return switch (this) {
        case REVERSE -> Optional.of(reversed(message));
        case HEXLIFY ->
            limited(HexFormat.of().formatHex(message).getBytes(StandardCharsets.US_ASCII));
      };
    }

    private static byte[] reversed(byte[] message) {
      byte[] reversed = new byte[message.length];
      for (int i = 0; i < message.length; i++) {
        reversed[i] = message[message.length - 1 - i];
      }
      return reversed;
    }
  }

  private static Optional<byte[]> joined(byte[] left, byte[] right) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(left.length + right.length);
    joined.writeBytes(left);
    joined.writeBytes(right);
    return limited(joined.toByteArray());
  }

  private static Optional<byte[]> limited(byte[] message) {
    return message.length > MAX_MESSAGE ? Optional.empty() : Optional.of(message);
  }
}
