package et.po.protocol.bitcoin;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The 80 bytes that Bitcoin miners hash.
///
/// ```
/// offset  size  field
///      0     4  version      little-endian
///      4    32  previous     hash of the header before
///     36    32  merkle root  of the block's transactions
///     68     4  time         seconds since 1970, unsigned, little-endian
///     72     4  bits         target: 3 bytes of mantissa, 1 of exponent, little-endian
///     76     4  nonce
/// ```
public final class BlockHeader {
  /// The length of every header in bytes.
  public static final int LENGTH = 80;

  private final byte[] bytes;

  private BlockHeader(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Empty unless there are 80 bytes. Whether work went into them, [#meetsTarget] says.
  public static Optional<BlockHeader> parse(byte[] bytes) {
    return bytes.length == LENGTH ? Optional.of(new BlockHeader(bytes.clone())) : Optional.empty();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /// The block's hash, as displayed.
  public String hash() {
    return DoubleSha256.display(DoubleSha256.of(bytes));
  }

  /// The hash of the block before, as displayed.
  public String previousHash() {
    return DoubleSha256.display(Arrays.copyOfRange(bytes, 4, 36));
  }

  /// 32 bytes, in the order in which they are hashed.
  public byte[] merkleRoot() {
    return Arrays.copyOfRange(bytes, 36, 68);
  }

  /// When the miner says the block was made; may be off by an hour or two.
  public Instant time() {
    return Instant.ofEpochSecond(integer(68) & 0xFFFF_FFFFL);
  }

  /// The target in the header's own short form.
  public int bits() {
    return integer(72);
  }

  /// Whether the hash is at most the target that the header itself names.
  ///
  /// Says nothing of whether that target is the network's: only a chain of headers does.
  public boolean meetsTarget() {
    return target().filter(target -> hashValue().compareTo(target) <= 0).isPresent();
  }

  /// What the hash must not exceed; empty if negative, zero or over 256 bits.
  private Optional<BigInteger> target() {
    int exponent = bits() >>> 24;
    BigInteger mantissa = BigInteger.valueOf(bits() & 0x7F_FFFF);
    boolean negative = (bits() & 0x80_0000) != 0;
    BigInteger target =
        exponent <= 3
            ? mantissa.shiftRight(8 * (3 - exponent))
            : mantissa.shiftLeft(8 * (exponent - 3));
    return negative || target.signum() == 0 || target.bitLength() > 256
        ? Optional.empty()
        : Optional.of(target);
  }

  private BigInteger hashValue() {
    return new BigInteger(hash(), 16);
  }

  private int integer(int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockHeader that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "header of " + hash();
  }
}
