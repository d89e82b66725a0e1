package et.po.protocol.bitcoin;

import et.po.protocol.ipfs.Sha256;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Bitcoin's hash, SHA-256 twice, and the reversed hex in which people write it.
public final class DoubleSha256 {
  private static final Pattern DISPLAYED = Pattern.compile("[0-9a-f]{64}");

  private DoubleSha256() {}

  /// 32 bytes, in the order in which they are hashed and sent.
  public static byte[] of(byte[]... parts) {
    return Sha256.of(Sha256.of(parts).bytes()).bytes();
  }

  /// Lower-case hex of the reversed bytes, as Bitcoin software shows a hash.
  public static String display(byte[] hash) {
    return HexFormat.of().formatHex(reversed(hash));
  }

  /// The bytes of a hash shown in lower-case hex; empty for any other text.
  public static Optional<byte[]> parse(String displayed) {
    return DISPLAYED.matcher(displayed).matches()
        ? Optional.of(reversed(HexFormat.of().parseHex(displayed)))
        : Optional.empty();
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
