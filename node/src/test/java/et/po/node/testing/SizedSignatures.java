package et.po.node.testing;

import et.po.node.bitcoin.BitcoinNode;
import et.po.protocol.ipfs.Base58;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalInt;

/// A Bitcoin node whose next signatures are as long as a test says: it gives the change to one
/// stranger after another until one is.
public final class SizedSignatures extends ForwardingBitcoin {
  private static final int TRIES = 5_000;

  private final Deque<OptionalInt> sizes = new ArrayDeque<>();

  public SizedSignatures(BitcoinNode real) {
    super(real);
  }

  /// The transaction after those said before has this size, in virtual bytes.
  public SizedSignatures then(int size) {
    sizes.add(OptionalInt.of(size));
    return this;
  }

  /// The transaction after those said before has any size.
  public SizedSignatures thenAny() {
    sizes.add(OptionalInt.empty());
    return this;
  }

  /// Whether as many were signed as was said, at least.
  public boolean isDone() {
    return sizes.isEmpty();
  }

  @Override
  public SignedTransaction sign(Coin coin, byte[] data, String changeAddress, long change) {
    SignedTransaction signed = super.sign(coin, data, changeAddress, change);
    OptionalInt size = sizes.isEmpty() ? OptionalInt.empty() : sizes.remove();
    for (int i = 0; size.isPresent() && signed.virtualSize() != size.getAsInt(); i++) {
      if (i == TRIES) {
        throw new AssertionError("no signature makes " + size.getAsInt() + " bytes");
      }
      signed = super.sign(coin, data, stranger(i), change);
    }
    return signed;
  }

  /// An address that nobody has, of the kind that begins with m or n.
  private static String stranger(int number) {
    byte[] address = ByteBuffer.allocate(25).put((byte) 0x6f).putInt(number).array();
    byte[] sum = sha256(sha256(Arrays.copyOf(address, 21)));
    System.arraycopy(sum, 0, address, 21, 4);
    return Base58.encode(address);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
