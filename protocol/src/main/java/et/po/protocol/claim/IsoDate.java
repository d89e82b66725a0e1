package et.po.protocol.claim;

import java.util.regex.Pattern;

/// The ISO 8601 texts that claims accept as dates.
///
/// Year, month and day with dashes, of which day, or month and day, may be missing; then, unless
/// there is only a year, a time of at least hours and minutes, with or without seconds, fraction
/// and zone. Impossible days such as 30 February pass.
///
/// The first Po.et asked a pattern and then JavaScript's `Date`, which reads more than ISO 8601
/// where a blank stands before the time, takes `2018-007` for July and has years of six digits. The
/// last oddities of that (`2018-11 10-23:59`) are left out.
final class IsoDate {
  private static final String YEAR = "(?:(?:\\+\\d{2})?\\d{4}|-\\d{6})";
  private static final String DAY = "(?:-(?:0[1-9]|[12]\\d|3[01]))?";
  private static final String TIME =
      "(?:(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?|24:00)";
  private static final String HOUR = "(?:[01]\\d|2[0-3])";
  private static final String ZONE = "(?:Z|[+-]" + HOUR + ":?[0-5]\\d)?";
  private static final String LOOSE_ZONE = "(?:Z|[+-]" + HOUR + "(?::?[0-5]\\d)?)?";
  private static final Pattern DATE =
      Pattern.compile(
          YEAR
              + "(?:-(?:(?:0[1-9]|1[0-2])"
              + DAY
              + "(?:T"
              + TIME
              + ZONE
              + ")?"
              + "|0?(?:0[1-9]|1[0-2])"
              + DAY
              + "(?:\\s"
              + TIME
              + LOOSE_ZONE
              + ")?))?");

  private IsoDate() {}

  static boolean isDate(String text) {
    return DATE.matcher(text).matches();
  }
}
