package et.po.frost.custody;

import static java.nio.charset.StandardCharsets.US_ASCII;

import et.po.protocol.ipfs.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// A key of 32 bytes that wraps data keys.
public final class MasterKey {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
  private static final int FEWEST_DIFFERENT_BYTES = 12;
  private static final int ID_LENGTH = 4;

  private final byte[] key;

  private MasterKey(byte[] key) {
    this.key = key;
  }

  /// The key, or empty if the text is not 64 hex digits.
  public static Optional<MasterKey> parse(String text) {
    return HEX.matcher(text).matches()
        ? Optional.of(new MasterKey(HexFormat.of().parseHex(text)))
        : Optional.empty();
  }

  /// Whether the key repeats itself so much that nobody can have drawn it at random: all zeros, for
  /// one.
  public boolean isWeak() {
    byte[] sorted = key.clone();
    Arrays.sort(sorted);
    int different = 1;
    for (int i = 1; i < sorted.length; i++) {
      different += sorted[i] == sorted[i - 1] ? 0 : 1;
    }
    return different < FEWEST_DIFFERENT_BYTES;
  }

  /// Tells keys apart without telling anything of them: the start of a hash.
  String id() {
    MessageDigest sha256 = Sha256.newDigest();
    sha256.update("frost master key".getBytes(US_ASCII));
    return HexFormat.of().formatHex(sha256.digest(key), 0, ID_LENGTH);
  }

  byte[] bytes() {
    return key.clone();
  }

  /// Says nothing of the key: keys end up in logs.
  @Override
  public String toString() {
    return "MasterKey";
  }
}
