package et.po.frost.validation;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonString;
import java.util.Optional;
import java.util.function.Predicate;

/// A text that passes a test.
///
/// @param reason what is said of one that does not pass
record Text(boolean mayBeEmpty, Predicate<String> test, String reason) implements Rule {
  @Override
  public Optional<String> fault(String field, Json value) {
    if (!(value instanceof JsonString(String text))) {
      return Optional.of(Rule.child(field, "must be a string"));
    }
    if (text.isEmpty()) {
      return mayBeEmpty
          ? Optional.empty()
          : Optional.of(Rule.child(field, "is not allowed to be empty"));
    }
    return test.test(text) ? Optional.empty() : Optional.of(Rule.child(field, reason));
  }
}
