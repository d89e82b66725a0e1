package et.po.cli.claim;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads dates from arguments: a year, a month, a day or a moment, as ISO 8601 writes them.
final class DateText implements ITypeConverter<String> {
  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);
  private static final List<DateTimeFormatter> FORMS =
      List.of(
          DateTimeFormatter.ofPattern("uuuu"),
          DateTimeFormatter.ofPattern("uuuu-MM"),
          DateTimeFormatter.ISO_LOCAL_DATE,
          MOMENT);

  @Override
  public String convert(String text) {
    if (FORMS.stream().allMatch(form -> read(form, text).isEmpty())) {
      throw new TypeConversionException(
          "a date such as 2026-01-31, 2026-01 or 2026-01-31T12:00:00Z, not " + text);
    }
    return text;
  }

  private static Optional<TemporalAccessor> read(DateTimeFormatter form, String text) {
    try {
      return Optional.of(form.parse(text));
    } catch (DateTimeException e) {
      // Of another form, which the next one may be.
      return Optional.empty();
    }
  }
}
