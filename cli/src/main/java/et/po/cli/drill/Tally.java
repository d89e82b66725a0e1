package et.po.cli.drill;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What was done to a run, and how often.
final class Tally {
  private final Map<String, Integer> counts = new TreeMap<>();

  void add(String kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
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
