package et.po.protocol.jsonld;

import et.po.protocol.json.JsonNumber;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of numbers in canonical quads, which is JavaScript's.
final class NumberText {
  private static final Pattern JAVASCRIPT_FLOAT =
      Pattern.compile(
          "^[\\s\\uFEFF]*([+-]?(?:Infinity|(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?))",
          Pattern.UNICODE_CHARACTER_CLASS);
  private static final MathContext DIGITS = new MathContext(16, RoundingMode.HALF_UP);
  private static final double FIXED_LIMIT = 1e21;

  private NumberText() {}

  /// Whether the number is a double: if its JavaScript text has a point, whatever its value.
  static boolean isDouble(double number) {
    boolean plainInteger = number == Math.rint(number) && Math.abs(number) < FIXED_LIMIT;
    return !plainInteger && new JsonNumber(number).javaScriptText().indexOf('.') >= 0;
  }

  /// `1.25E0`: 15 digits behind the point without trailing zeros, but one; `E` without `+`.
  static String ofDouble(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    }
    if (number == 0) {
      return "0.0E0";
    }
    BigDecimal rounded = new BigDecimal(Math.abs(number)).round(DIGITS).stripTrailingZeros();
    String digits = rounded.unscaledValue().toString();
    int exponent = digits.length() - 1 - rounded.scale();
    String fraction = digits.length() == 1 ? "0" : digits.substring(1);
    return (number < 0 ? "-" : "") + digits.charAt(0) + "." + fraction + "E" + exponent;
  }

  /// The exact digits of a number without a point; from 1e21 up JavaScript's own text, and `0` or
  /// `-0` for numbers so small that their text has an exponent.
  static String ofInteger(double number) {
    if (Math.abs(number) >= FIXED_LIMIT) {
      return new JsonNumber(number).javaScriptText();
    }
    String digits =
        new BigDecimal(Math.abs(number)).setScale(0, RoundingMode.HALF_UP).toPlainString();
    return number < 0 ? "-" + digits : digits;
  }

  /// The number that a text begins with, as JavaScript's `parseFloat` finds it, or NaN.
  static double leadingNumber(String text) {
    Matcher number = JAVASCRIPT_FLOAT.matcher(text);
    return number.find() ? Double.parseDouble(number.group(1)) : Double.NaN;
  }
}
