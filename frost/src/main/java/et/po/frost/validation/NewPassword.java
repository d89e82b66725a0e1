package et.po.frost.validation;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonString;
import java.util.Optional;
import java.util.function.IntPredicate;

/// A password: 10 to 30 UTF-16 units, at least one each of `a-z`, `A-Z`, `0-9`, and anything else.
final class NewPassword implements Rule {
  private static final int MINIMUM = 10;
  private static final int MAXIMUM = 30;
  private static final String REQUIREMENTS =
      "Password requirements: min: 10, max: 30, lowerCase: 1, upperCase: 1, numeric: 1, symbol: 1,"
          + " requirementCount: 4.";

  @Override
  public Optional<String> fault(String field, Json value) {
    return value instanceof JsonString(String text) && isGood(text)
        ? Optional.empty()
        : Optional.of(REQUIREMENTS);
  }

  @Override
  public String missing(String field) {
    return REQUIREMENTS;
  }

  private static boolean isGood(String text) {
    IntPredicate lower = unit -> unit >= 'a' && unit <= 'z';
    IntPredicate upper = unit -> unit >= 'A' && unit <= 'Z';
    IntPredicate digit = unit -> unit >= '0' && unit <= '9';
    return text.length() >= MINIMUM
        && text.length() <= MAXIMUM
        && JsonString.isStorable(text)
        && text.chars().anyMatch(lower)
        && text.chars().anyMatch(upper)
        && text.chars().anyMatch(digit)
        && text.chars().anyMatch(lower.or(upper).or(digit).negate());
  }
}
