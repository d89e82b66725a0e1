package et.po.cli.cluster.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// How requests of a time went. Any thread may count, and ask.
final class Tally {
  private static final int REASONS = 5;

  private final Instant begun = Instant.now();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final Map<String, Integer> complaints = new ConcurrentHashMap<>();
  private volatile Instant lastFailure = begun;

  void good() {
    requests.incrementAndGet();
  }

  /// @param because what was answered instead, or why nothing was
  void bad(String because) {
    requests.incrementAndGet();
    failed.incrementAndGet();
    lastFailure = Instant.now();
    complaints.merge(because, 1, Integer::sum);
  }

  int failed() {
    return failed.get();
  }

  /// From its beginning to the last request that failed.
  Duration untilGood() {
    return Duration.between(begun, lastFailure);
  }

  /// As a part of the report: a line, and one for each of the commonest reasons.
  String lines(String what) {
    return String.format(
            Locale.ROOT,
            "  %-28s %4d s  requests %d  failed %d",
            what,
            Duration.between(begun, Instant.now()).toSeconds(),
            requests.get(),
            failed.get())
        + complaints.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(REASONS)
            .map(reason -> "\n    %d: %s".formatted(reason.getValue(), reason.getKey()))
            .collect(Collectors.joining());
  }
}
