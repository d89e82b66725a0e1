package et.po.deploy;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Something that must hold of all objects of a release together.
///
/// @param name as fixtures name it
record Rule(String name, Check check) {
  /// What is wrong, a sentence each.
  @FunctionalInterface
  interface Check {
    Stream<String> faults(List<Manifest> release);
  }

  /// A rule that looks at one object at a time.
  static Rule each(
      String name, Predicate<Manifest> concerned, Function<Manifest, Stream<String>> faults) {
    return new Rule(
        name,
        release ->
            release.stream()
                .filter(concerned)
                .flatMap(object -> faults.apply(object).map(fault -> object.id() + ": " + fault)));
  }

  static Stream<String> require(boolean holds, String fault) {
    return holds ? Stream.empty() : Stream.of(fault);
  }

  Stream<String> faults(List<Manifest> release) {
    return check.faults(release).map(fault -> name + ": " + fault);
  }

  static List<Rule> all() {
    return Stream.of(
            FieldRules.all(),
            ObjectRules.all(),
            PodRules.all(),
            RolloutRules.all(),
            ServerRules.all(),
            ScalingRules.all(),
            NetworkRules.all(),
            JobRules.all(),
            MonitoringRules.all())
        .flatMap(List::stream)
        .toList();
  }
}
