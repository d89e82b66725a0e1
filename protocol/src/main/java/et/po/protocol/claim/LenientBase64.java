package et.po.protocol.claim;

import java.io.ByteArrayOutputStream;

/// Base64 and Base64url read as JavaScript libraries do: both alphabets at once, what is in neither
/// skipped, the end at the first `=`, bits left over ignored.
final class LenientBase64 {
  private LenientBase64() {}

  static byte[] decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() * 3 / 4);
    int buffer = 0;
    int bits = 0;
    for (int i = 0; i < text.length() && text.charAt(i) != '='; i++) {
      int value = value(text.charAt(i));
      if (value >= 0) {
        buffer = buffer << 6 | value;
        bits += 6;
        if (bits >= 8) {
          bits -= 8;
          bytes.write(buffer >> bits);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static int value(char c) {
    if ('A' <= c && c <= 'Z') {
      return c - 'A';
    }
    if ('a' <= c && c <= 'z') {
      return c - 'a' + 26;
    }
    if ('0' <= c && c <= '9') {
      return c - '0' + 52;
    }
    return switch (c) {
      case '+', '-' -> 62;
      case '/', '_' -> 63;
      default -> -1;
    };
  }
}
