package et.po.protocol.claim;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// Base64 as the first Po.et read it in signatures: four characters at a time, `-` and `_` as `+`
/// and `/`, other characters skipped after the padding was counted, and a `=` where none belongs
/// taken for the number 64.
final class JwsBase64 {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
  private static final int PADDING = 64;
  private static final int[] VALUES = values();

  private JwsBase64() {}

  private static int[] values() {
    int[] values = new int[128];
    java.util.Arrays.fill(values, -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      values[ALPHABET.charAt(i)] = i;
    }
    values['-'] = values['+'];
    values['_'] = values['/'];
    return values;
  }

  /// The bytes; empty for a text of a length that no Base64 has.
  static Optional<byte[]> decode(String text) {
    int excess = text.length() % 4;
    if (excess == 1) {
      return Optional.empty();
    }
    int[] digits = digits(excess == 0 ? text : text + "=".repeat(4 - excess));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(digits.length * 3 / 4);
    for (int i = 0; i < digits.length; i += 4) {
      int second = at(digits, i + 1);
      int third = at(digits, i + 2);
      int fourth = at(digits, i + 3);
      bytes.write(digits[i] << 2 | second >> 4);
      if (third != PADDING) {
        bytes.write((second & 15) << 4 | third >> 2);
        if (fourth != PADDING) {
          bytes.write((third & 3) << 6 | fourth);
        }
      }
    }
    return Optional.of(bytes.toByteArray());
  }

  private static int[] digits(String text) {
    return text.chars().filter(c -> c < 128 && VALUES[c] >= 0).map(c -> VALUES[c]).toArray();
  }

  private static int at(int[] digits, int index) {
    return index < digits.length ? digits[index] : 0;
  }
}
