package et.po.protocol.json;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Number text as ECMA-262 (Number::toString) defines it: the shortest digits that read back as the
/// same double, the closest of them to it, with an exponent only from 1e21 up and below 1e-6.
final class JavaScriptNumber {
  private static final long LARGEST_EXACT = 1L << 53;

  private JavaScriptNumber() {}

  static String text(double value) {
    if (value == (long) value && Math.abs(value) <= LARGEST_EXACT) {
      return Long.toString((long) value);
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String text = layOut(shortest.unscaledValue().toString(), shortest.scale());
    return value < 0 ? "-" + text : text;
  }

  private static BigDecimal shortest(double positive) {
    BigDecimal decimal = new BigDecimal(Double.toString(positive)).stripTrailingZeros();
    // Java never writes fewer than two digits where it could choose, so 5e-324 comes as 4.9E-324.
    return decimal.precision() == 2 ? oneDigit(positive, decimal) : decimal;
  }

  private static BigDecimal oneDigit(double positive, BigDecimal twoDigits) {
    BigDecimal exact = new BigDecimal(positive);
    BigDecimal best = twoDigits;
    for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
      BigDecimal candidate = twoDigits.round(new java.math.MathContext(1, mode));
      boolean same = candidate.doubleValue() == positive;
      if (same && (best == twoDigits || isCloser(candidate, best, exact))) {
        best = candidate;
      }
    }
    return best.stripTrailingZeros();
  }

  private static boolean isCloser(BigDecimal candidate, BigDecimal best, BigDecimal exact) {
    return candidate.subtract(exact).abs().compareTo(best.subtract(exact).abs()) < 0;
  }

  private static String layOut(String digits, int scale) {
    int length = digits.length();
    int point = length - scale;
    if (length <= point && point <= 21) {
      return digits + "0".repeat(point - length);
    }
    if (0 < point && point <= 21) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-6 < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    String exponent = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
    return length == 1
        ? digits + exponent
        : digits.charAt(0) + "." + digits.substring(1) + exponent;
  }
}
