package et.po.node.works;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Counts of a moment ago: a thousand readers of one page make the database count once.
final class RecentCounts {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final int MOST = 1000;

  private final InstantSource time;
  private final Map<Selection, Counted> counts = new LinkedHashMap<>();

  RecentCounts(InstantSource time) {
    this.time = time;
  }

  private record Counted(long count, Instant when) {}

  synchronized Optional<Long> find(Selection selection) {
    return Optional.ofNullable(counts.get(selection))
        .filter(counted -> counted.when().plus(FRESH).isAfter(time.instant()))
        .map(Counted::count);
  }

  synchronized void remember(Selection selection, long count) {
    counts.remove(selection);
    counts.put(selection, new Counted(count, time.instant()));
    if (counts.size() > MOST) {
      counts.remove(counts.keySet().iterator().next());
    }
  }
}
