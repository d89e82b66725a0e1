package et.po.cli.drill;

import et.po.cli.Members;
import et.po.protocol.json.JsonNumber;
import et.po.protocol.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a drill did and what came of it.
///
/// @param unready how long each process was not ready at the longest, the longest first
/// @param longestGap in which no work was taken
record Report(
    Reckoning reckoning,
    Tally tally,
    List<Map.Entry<String, Duration>> unready,
    Duration longestGap) {
  private static final int SHOWN = 5;

  Report {
    unready = List.copyOf(unready);
  }

  /// For people, before the reckoning.
  List<String> lines() {
    String slowest =
        unready.stream()
            .limit(SHOWN)
            .map(one -> one.getKey() + " " + seconds(one.getValue()))
            .collect(Collectors.joining(", "));
    return List.of(
        "Drilled: " + tally.line(),
        "Longest until ready again: " + (slowest.isEmpty() ? "nothing was unready" : slowest),
        "Longest without a work taken: " + seconds(longestGap));
  }

  private static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1000.0);
  }

  JsonObject json() {
    Members drilled = new Members();
    new TreeMap<>(tally.counts()).forEach((kind, count) -> drilled.put(kind, (long) count));
    Members recovery = new Members();
    unready.forEach(one -> recovery.put(one.getKey(), number(one.getValue())));
    return reckoning
        .members()
        .put("drilled", drilled.object())
        .put("longestUnreadySeconds", recovery.object())
        .put("longestWithoutWorkSeconds", number(longestGap))
        .object();
  }

  private static JsonNumber number(Duration duration) {
    return new JsonNumber(duration.toMillis() / 1000.0);
  }
}
