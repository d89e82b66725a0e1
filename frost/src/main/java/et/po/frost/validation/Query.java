package et.po.frost.validation;

import et.po.frost.faults.FaultException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What stands behind the question mark of an address: each name once, with a value that its rule
/// takes.
///
/// @param values by name, in their order
public record Query(Map<String, List<String>> values) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  public Query {
    values = Map.copyOf(values);
  }

  /// The value, if there is one.
  ///
  /// @throws FaultException [Fault#INVALID_INPUT] for several
  public Optional<String> find(String name) {
    List<String> found = values.getOrDefault(name, List.of());
    if (found.size() > 1) {
      throw refused(name, "must come once");
    }
    return found.stream().findFirst();
  }

  /// The value as a whole number, or another if there is none.
  ///
  /// @throws FaultException [Fault#INVALID_INPUT] for what is no number from least to most
  public long number(String name, long otherwise, long least, long most) {
    Optional<String> text = find(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    long number = NUMBER.matcher(text.get()).matches() ? Long.parseLong(text.get()) : -1;
    if (number < least || number > most) {
      throw refused(name, "must be a whole number from " + least + " to " + most);
    }
    return number;
  }

  /// Refuses whatever has another name.
  ///
  /// @throws FaultException [Fault#INVALID_INPUT]
  public void allow(Set<String> names) {
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        throw Rule.refusal("ValidationError: \"" + name + "\" is not allowed");
      }
    }
  }

  /// What refuses a value.
  public static FaultException refused(String name, String reason) {
    return Rule.refusal(Rule.child(name, reason));
  }
}
