package et.po.frost;

import java.time.Duration;
import java.util.Optional;

/// Limits as values.
record TestLimits(
    Optional<String> trustedProxies,
    int signUps,
    int logIns,
    int resets,
    int account,
    int lockOutTries,
    int lockOutClientTries,
    Duration lockOutLongest)
    implements LimitSettings {
  /// As the program has them by default.
  static final TestLimits GENEROUS =
      new TestLimits(
          Optional.empty(), 2_000, 2_000, 1_000, 300_000, 5, 1_000, Duration.ofMinutes(15));

  @Override
  public int archivesAtOnce() {
    return 4;
  }
}
