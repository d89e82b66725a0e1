package et.po.node.works;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The moment that a claim's date names, in any of the forms of ISO 8601 that claims take; what is
/// left out is the earliest, and without a zone it is UTC.
public final class IssuedDate {
  /// The database counts no year 0 and stops before the year 10000 here.
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private static final Pattern FORM =
      Pattern.compile(
          "(?<year>\\d{4})(?:-(?:(?<month>\\d\\d)(?:-(?<day>\\d\\d))?|(?<ordinal>\\d{3})))?"
              + "(?:[T\\s](?<time>\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)\\d*"
              + "(?<zone>Z|[+-]\\d\\d:?\\d\\d)?)?");

  private IssuedDate() {}

  /// Empty for days that no calendar has, such as 30 February, and in the year 0.
  public static Optional<Instant> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      Instant instant =
          date(form)
              .atTime(part(form, "time").map(LocalTime::parse).orElse(LocalTime.MIDNIGHT))
              .toInstant(part(form, "zone").map(ZoneOffset::of).orElse(ZoneOffset.UTC));
      return Optional.of(instant).filter(is -> !is.isBefore(FIRST) && is.isBefore(END));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LocalDate date(Matcher form) {
    int year = Integer.parseInt(form.group("year"));
    Optional<Integer> ordinal = part(form, "ordinal").map(Integer::parseInt);
    return ordinal.isPresent()
        ? Year.of(year).atDay(ordinal.get())
        : LocalDate.of(
            year,
            part(form, "month").map(Integer::parseInt).orElse(1),
            part(form, "day").map(Integer::parseInt).orElse(1));
  }

  private static Optional<String> part(Matcher form, String name) {
    return Optional.ofNullable(form.group(name));
  }
}
