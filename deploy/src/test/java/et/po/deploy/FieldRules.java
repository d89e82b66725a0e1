package et.po.deploy;

import java.util.List;
import java.util.stream.Stream;

/// Objects are what the API servers of all supported versions take.
final class FieldRules {
  private FieldRules() {}

  static List<Rule> all() {
    return List.of(Rule.each("known-fields", _ -> true, FieldRules::fields));
  }

  private static Stream<String> fields(Manifest object) {
    return ApiSchemas.minors().stream()
        .flatMap(minor -> ApiSchemas.faults(minor, object).map(fault -> minor + ": " + fault));
  }
}
