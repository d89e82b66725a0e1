package et.po.frost.limits;

import java.time.Duration;

/// A token bucket: full at first, a request takes one out, and time fills it up again evenly.
///
/// It keeps one number, the time at which it will be full. Times are of [System#nanoTime].
final class Bucket {
  private final int size;
  private final double nanosPerToken;
  private long fullAt;

  /// How a request fared.
  ///
  /// @param remaining how many more would be admitted at once
  /// @param full how long until as many as ever would be
  /// @param next how long until the next would be; zero if one would be now
  record Standing(boolean admitted, int remaining, Duration full, Duration next) {}

  Bucket(int size, Duration period, long now) {
    this.size = size;
    this.nanosPerToken = (double) period.toNanos() / size;
    this.fullAt = now;
  }

  synchronized Standing take(long now) {
    if (fullAt - now < 0) {
      fullAt = now;
    }
    long room = (long) (size * nanosPerToken);
    boolean admitted = fullAt - now + nanosPerToken <= room + 1;
    if (admitted) {
      fullAt += (long) nanosPerToken;
    }
    long missing = fullAt - now;
    int remaining = (int) Math.max(0, Math.floor((room + 1 - missing) / nanosPerToken));
    long wait = remaining > 0 ? 0 : (long) (missing + nanosPerToken - room);
    return new Standing(admitted, remaining, Duration.ofNanos(missing), Duration.ofNanos(wait));
  }
}
