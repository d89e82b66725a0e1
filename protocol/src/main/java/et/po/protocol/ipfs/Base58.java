package et.po.protocol.ipfs;

import java.util.Arrays;
import java.util.Optional;

/// Base58 in the Bitcoin alphabet, without a checksum, as keys and version-0 CIDs are written.
public final class Base58 {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int BASE = 58;
  private static final int[] VALUES = new int[128];

  static {
    Arrays.fill(VALUES, -1);
    for (int i = 0; i < BASE; i++) {
      VALUES[ALPHABET.charAt(i)] = i;
    }
  }

  private Base58() {}

  public static String encode(byte[] bytes) {
    int zeros = 0;
    while (zeros < bytes.length && bytes[zeros] == 0) {
      zeros++;
    }
    byte[] number = bytes.clone();
    char[] text = new char[bytes.length * 2];
    int at = text.length;
    for (int start = zeros; start < number.length; ) {
      text[--at] = ALPHABET.charAt(divide(number, start, 256, BASE));
      if (number[start] == 0) {
        start++;
      }
    }
    while (at < text.length && text[at] == '1') {
      at++;
    }
    while (zeros-- > 0) {
      text[--at] = '1';
    }
    return new String(text, at, text.length - at);
  }

  /// The bytes, or empty for a text with a character outside the alphabet.
  public static Optional<byte[]> decode(String text) {
    byte[] number = new byte[text.length()];
    for (int i = 0; i < number.length; i++) {
      char c = text.charAt(i);
      int value = c < 128 ? VALUES[c] : -1;
      if (value < 0) {
        return Optional.empty();
      }
      number[i] = (byte) value;
    }
    int zeros = 0;
    while (zeros < number.length && number[zeros] == 0) {
      zeros++;
    }
    byte[] bytes = new byte[number.length];
    int at = bytes.length;
    for (int start = zeros; start < number.length; ) {
      bytes[--at] = (byte) divide(number, start, BASE, 256);
      if (number[start] == 0) {
        start++;
      }
    }
    while (at < bytes.length && bytes[at] == 0) {
      at++;
    }
    return Optional.of(Arrays.copyOfRange(bytes, at - zeros, bytes.length));
  }

  /// Divides the big-endian number in place and returns the remainder.
  private static int divide(byte[] number, int start, int base, int divisor) {
    int remainder = 0;
    for (int i = start; i < number.length; i++) {
      int digit = remainder * base + (number[i] & 0xFF);
      number[i] = (byte) (digit / divisor);
      remainder = digit % divisor;
    }
    return remainder;
  }
}
