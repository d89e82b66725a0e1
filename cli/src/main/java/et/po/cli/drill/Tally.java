package et.po.cli.drill;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What was done to a run, and how often.
final class Tally {
  private final Map<String, Integer> counts = new TreeMap<>();

  private int kills;

  void add(Fault fault) {
    counts.merge(fault.kind(), 1, Integer::sum);
    kills += fault.kills() ? 1 : 0;
  }

  /// How many of all that was done were `kill -9`.
  int kills() {
    return kills;
  }

  /// By kind.
  Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  String line() {
    return counts.entrySet().stream()
        .map(count -> count.getKey() + " " + count.getValue() + "×")
        .collect(Collectors.joining(", "));
  }
}
