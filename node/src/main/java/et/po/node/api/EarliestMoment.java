package et.po.node.api;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The earliest moment that a claim's date can mean, in every form that claims take: what comes
/// later than now lies in the future however the date is read.
///
/// Days that no month has go on into the next, as in JavaScript: 30 February is 1 or 2 March.
final class EarliestMoment {
  /// A date without a zone is read as UTC, and may be the local time of Kiritimati.
  private static final Duration EASTERNMOST = Duration.ofHours(14);

  private static final Pattern FORM =
      Pattern.compile(
          "(?<year>[+-]?\\d{4,6})(?:-(?<month>\\d{2,3})(?:-(?<day>\\d\\d))?)?"
              + "(?:[T\\s](?<hour>\\d\\d):(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:\\.\\d+)?)?"
              + "(?<zone>Z|(?<sign>[+-])(?<hours>\\d\\d)(?::?(?<minutes>\\d\\d))?)?)?");

  private EarliestMoment() {}

  /// Empty for what is no date.
  static Optional<Instant> of(String date) {
    return Optional.of(FORM.matcher(date)).filter(Matcher::matches).map(EarliestMoment::read);
  }

  private static Instant read(Matcher form) {
    LocalDateTime local =
        day(form)
            .atStartOfDay()
            .plusHours(number(form, "hour", 0))
            .plusMinutes(number(form, "minute", 0))
            .plusSeconds(number(form, "second", 0));
    return local.toInstant(ZoneOffset.UTC).minus(ahead(form));
  }

  private static LocalDate day(Matcher form) {
    int year = number(form, "year", 0);
    int month = number(form, "month", 1);
    // Of three digits: a day of the year for ISO 8601, a month for JavaScript, which is later.
    boolean ordinal = form.group("day") == null && form.end("month") - form.start("month") == 3;
    return ordinal
        ? LocalDate.of(year, 1, 1).plusDays(month - 1)
        : LocalDate.of(year, 1, 1).plusMonths(month - 1).plusDays(number(form, "day", 1) - 1);
  }

  /// By how much the date's clock is ahead of UTC.
  private static Duration ahead(Matcher form) {
    if (form.group("zone") == null) {
      return EASTERNMOST;
    }
    Duration offset =
        Duration.ofHours(number(form, "hours", 0)).plusMinutes(number(form, "minutes", 0));
    return "-".equals(form.group("sign")) ? offset.negated() : offset;
  }

  private static int number(Matcher form, String part, int otherwise) {
    String digits = form.group(part);
    return digits == null ? otherwise : Integer.parseInt(digits);
  }
}
