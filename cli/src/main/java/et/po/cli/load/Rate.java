package et.po.cli.load;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How many works come in what time: `7000/h`, `120/m`, `20/s`.
record Rate(String text, double perSecond) {
  private static final double LARGEST = 100_000;

  /// How long after the first work this one is due; the first has number 0.
  Duration due(int number) {
    return Duration.ofNanos((long) (number / perSecond * 1e9));
  }

  /// Reads rates from arguments.
  static final class Text implements ITypeConverter<Rate> {
    private static final Pattern RATE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)/([smh])");

    @Override
    public Rate convert(String text) {
      Matcher matcher = RATE.matcher(text.strip());
      if (matcher.matches()) {
        double perSecond = Double.parseDouble(matcher.group(1)) / seconds(matcher.group(2));
        if (perSecond > 0 && perSecond <= LARGEST) {
          return new Rate(text.strip(), perSecond);
        }
      }
      throw new TypeConversionException(
          "a rate such as 7000/h, 120/m or 20/s, above 0 and at most 100000/s, not " + text);
    }

    private static int seconds(String unit) {
      return switch (unit) {
        case "s" -> 1;
        case "m" -> 60;
        default -> 3600;
      };
    }
  }
}
