package et.po.node.ipfs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Leaves somebody who failed alone for a while: a thousand questions cost one wait, not a
/// thousand.
final class Rest {
  private final Duration length;
  private final Clock clock;
  private volatile Instant until = Instant.EPOCH;
  private volatile String because = "";

  Rest(Duration length, Clock clock) {
    this.length = length;
    this.clock = clock;
  }

  void begin(String because) {
    this.because = because;
    until = clock.instant().plus(length);
  }

  void end() {
    until = Instant.EPOCH;
  }

  /// Why nothing is to be asked now.
  Optional<String> reason() {
    return left().map(_ -> because);
  }

  /// Why nothing was to be asked last.
  String because() {
    return because;
  }

  /// How long nothing is to be asked.
  Optional<Duration> left() {
    Instant now = clock.instant();
    Instant end = until;
    return now.isBefore(end) ? Optional.of(Duration.between(now, end)) : Optional.empty();
  }
}
