package et.po.protocol.ipfs;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A content identifier (multiformats CID specification) of a block hashed with SHA-256.
///
/// Version 0 is Base58 of `12 20 <digest>` and always dag-pb. Version 1 is `b` and lower-case
/// unpadded Base32 of `01 <codec> 12 20 <digest>`. Two CIDs are equal when version, codec and
/// digest are.
public record Cid(int version, Codec codec, Sha256 digest) {
  private static final int SHA2_256 = 0x12;
  private static final int DIGEST_LENGTH = 0x20;
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

  /// How a block's bytes are to be read (multicodec table).
  public enum Codec {
    RAW(0x55),
    DAG_PB(0x70);

    private final int code;

    Codec(int code) {
      this.code = code;
    }
  }

  public Cid {
    if (version != 0 && version != 1) {
      throw new IllegalArgumentException("there is no CID version " + version);
    }
    if (version == 0 && codec != Codec.DAG_PB) {
      throw new IllegalArgumentException("a version-0 CID is always dag-pb");
    }
  }

  /// The version-0 CID of a dag-pb block.
  public static Cid v0(Sha256 digest) {
    return new Cid(0, Codec.DAG_PB, digest);
  }

  /// The version-1 CID of a raw block; its digest is the SHA-256 of the content itself.
  public static Cid raw(Sha256 digest) {
    return new Cid(1, Codec.RAW, digest);
  }

  /// From its text; empty for anything that is not a CID of a kind used here.
  public static Optional<Cid> parse(String text) {
    if (text.length() == 46 && text.startsWith("Qm")) {
      return Base58.decode(text).flatMap(Cid::ofBytes);
    }
    if (text.length() == 59 && text.startsWith("b")) {
      return base32(text.substring(1).toLowerCase(Locale.ROOT)).flatMap(Cid::ofBytes);
    }
    return Optional.empty();
  }

  /// From its binary form; empty for anything that is not a CID of a kind used here.
  public static Optional<Cid> ofBytes(byte[] bytes) {
    if (bytes.length == 34) {
      return multihash(bytes, 0).map(Cid::v0);
    }
    if (bytes.length != 36 || bytes[0] != 1) {
      return Optional.empty();
    }
    for (Codec codec : Codec.values()) {
      if (bytes[1] == codec.code) {
        return multihash(bytes, 2).map(digest -> new Cid(1, codec, digest));
      }
    }
    return Optional.empty();
  }

  private static Optional<Sha256> multihash(byte[] bytes, int at) {
    return bytes[at] == SHA2_256 && bytes[at + 1] == DIGEST_LENGTH
        ? Optional.of(Sha256.ofDigest(Arrays.copyOfRange(bytes, at + 2, at + 34)))
        : Optional.empty();
  }

  /// `12 20 <digest>`, 34 bytes.
  public byte[] multihash() {
    byte[] hash = new byte[34];
    hash[0] = SHA2_256;
    hash[1] = DIGEST_LENGTH;
    System.arraycopy(digest.bytes(), 0, hash, 2, DIGEST_LENGTH);
    return hash;
  }

  /// The binary form: 34 bytes for version 0, 36 for version 1.
  public byte[] bytes() {
    if (version == 0) {
      return multihash();
    }
    byte[] bytes = new byte[36];
    bytes[0] = 1;
    bytes[1] = (byte) codec.code;
    System.arraycopy(multihash(), 0, bytes, 2, 34);
    return bytes;
  }

  @Override
  public String toString() {
    return version == 0 ? Base58.encode(bytes()) : "b" + base32(bytes());
  }

  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = buffer << 8 | b & 0xFF;
      for (bits += 8; bits >= 5; bits -= 5) {
        text.append(BASE32.charAt(buffer >> bits - 5 & 31));
      }
    }
    return bits == 0
        ? text.toString()
        : text.append(BASE32.charAt(buffer << 5 - bits & 31)).toString();
  }

  private static Optional<byte[]> base32(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int buffer = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = BASE32.indexOf(text.charAt(i));
      if (value < 0) {
        return Optional.empty();
      }
      buffer = buffer << 5 | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(buffer >> bits);
      }
    }
    boolean canonical = (buffer & (1 << bits) - 1) == 0;
    return canonical ? Optional.of(bytes.toByteArray()) : Optional.empty();
  }
}
