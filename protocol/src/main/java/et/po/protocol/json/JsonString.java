package et.po.protocol.json;

/// A JSON string: any sequence of UTF-16 units, so also one with NUL or half a surrogate pair.
public record JsonString(String value) implements Json {
  /// Whether any store can keep this text: it has no NUL and no half of a surrogate pair.
  public static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == 0) {
        return false;
      }
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

  @Override
  public String toString() {
    return text();
  }
}
