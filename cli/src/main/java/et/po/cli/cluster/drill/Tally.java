package et.po.cli.cluster.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// How requests of a time went. Any thread may count, and ask.
final class Tally {
  private final Instant begun = Instant.now();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile Optional<String> complaint = Optional.empty();
  private volatile Instant lastFailure = begun;

  void good() {
    requests.incrementAndGet();
  }

  /// @param because what was answered instead, or why nothing was
  void bad(String because) {
    requests.incrementAndGet();
    failed.incrementAndGet();
    lastFailure = Instant.now();
    if (complaint.isEmpty()) {
      complaint = Optional.of(because);
    }
  }

  int failed() {
    return failed.get();
  }

  /// From its beginning to the last request that failed.
  Duration untilGood() {
    return Duration.between(begun, lastFailure);
  }

  /// As a line of the report.
  String line(String what) {
    return String.format(
        Locale.ROOT,
        "  %-28s %4d s  requests %d  failed %d%s",
        what,
        Duration.between(begun, Instant.now()).toSeconds(),
        requests.get(),
        failed.get(),
        complaint.map(text -> "  (" + text + ")").orElse(""));
  }
}
