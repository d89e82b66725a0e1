package et.po.frost.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The waits between attempts.
record RetrySchedule(List<Duration> waits) {
  /// As Standard Webhooks advises: ten attempts in a little more than three days.
  static final RetrySchedule STANDARD =
      new RetrySchedule(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24)));

  RetrySchedule {
    waits = List.copyOf(waits);
  }

  /// How long to wait after so many attempts; empty if there were enough.
  Optional<Duration> after(int attempts) {
    return attempts <= waits.size() ? Optional.of(waits.get(attempts - 1)) : Optional.empty();
  }
}
