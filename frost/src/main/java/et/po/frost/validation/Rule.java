package et.po.frost.validation;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.protocol.json.Json;
import java.util.Optional;

/// What a field's value must be.
public interface Rule {
  /// What is wrong with the value, in the words published clients know; empty if nothing is.
  Optional<String> fault(String field, Json value);

  /// What is said when the field is missing although it is required.
  default String missing(String field) {
    return child(field, "is required");
  }

  /// The text about one field.
  static String child(String field, String reason) {
    return "ValidationError: child \"%1$s\" fails because [\"%1$s\" %2$s]".formatted(field, reason);
  }

  /// What refuses a request for a text that says what is wrong.
  static FaultException refusal(String text) {
    return Fault.INVALID_INPUT.because("One of the inputs is not valid. " + text);
  }
}
