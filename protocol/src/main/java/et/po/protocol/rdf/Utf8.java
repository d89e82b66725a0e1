package et.po.protocol.rdf;

import java.nio.charset.StandardCharsets;

/// UTF-8 as JavaScript encodes it: half of a surrogate pair becomes U+FFFD, three bytes.
public final class Utf8 {
  private Utf8() {}

  public static byte[] bytes(String text) {
    return hasSurrogate(text)
        ? repaired(text).getBytes(StandardCharsets.UTF_8)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  /// Whether the text has no half of a surrogate pair.
  public static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        boolean pair =
            Character.isHighSurrogate(unit)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static boolean hasSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static String repaired(String text) {
    StringBuilder repaired = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> 0xD800 <= point && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(repaired::appendCodePoint);
    return repaired.toString();
  }
}
