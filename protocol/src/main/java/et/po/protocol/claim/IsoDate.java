package et.po.protocol.claim;

import java.util.regex.Pattern;

/// The ISO 8601 texts that claims accept as dates: calendar or ordinal date with dashes, then a
/// time of at least hours and minutes, with or without seconds, fraction and zone. Impossible days
/// such as 30 February pass.
final class IsoDate {
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\\d|3[01]))?"
              + "|00[1-9]|0[1-9]\\d|[12]\\d{2}|3(?:[0-5]\\d|6[1-6])))?"
              + "(?:[T\\s](?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?"
              + "(?:Z|[+-](?:[01]\\d|2[0-3]):?[0-5]\\d)?)?");

  private IsoDate() {}

  static boolean isDate(String text) {
    return DATE.matcher(text).matches();
  }
}
