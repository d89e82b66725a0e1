package et.po.cli;

/// Foreign text made fit for a terminal.
final class Printable {
  private Printable() {}

  /// The text with control characters, and those that turn the direction of writing, replaced by
  /// `\\u` escapes; line ends and tabs stay.
  static String text(String foreign) {
    StringBuilder printable = new StringBuilder(foreign.length());
    foreign
        .codePoints()
        .forEach(point -> {
          if (isHarmless(point)) {
            printable.appendCodePoint(point);
          } else {
            printable.append("\\u%04x".formatted(point));
          }
        });
    return printable.toString();
  }

  private static boolean isHarmless(int point) {
    if (point == '\n' || point == '\t') {
      return true;
    }
    boolean turnsDirection =
        (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    return !Character.isISOControl(point)
        && !turnsDirection
        && Character.getType(point) != Character.SURROGATE;
  }
}
