package et.po.protocol.jsonld;

/// What counts as an absolute IRI: a blank node's name, or a scheme of ASCII letters, digits and
/// `+`, `,`, `-`, `.` with a colon behind it. The rest is never looked at.
final class Iris {
  private Iris() {}

  static boolean isAbsolute(String text) {
    if (isBlank(text)) {
      return true;
    }
    if (text.isEmpty() || !isLetter(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':') {
        return true;
      }
      if (!isLetter(c) && !('0' <= c && c <= '9') && !('+' <= c && c <= '.')) {
        return false;
      }
    }
    return false;
  }

  /// Whether the text names a blank node.
  static boolean isBlank(String text) {
    return text.startsWith("_:");
  }

  private static boolean isLetter(char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
  }
}
