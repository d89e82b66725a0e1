package et.po.frost.limits;

import java.time.Duration;

/// Waits in whole seconds, as headers and sentences tell them.
final class Seconds {
  private Seconds() {}

  static long roundedUp(Duration wait) {
    return wait.isNegative() ? 0 : wait.plusNanos(999_999_999).toSeconds();
  }

  static String text(long seconds) {
    return seconds == 1 ? "1 second" : seconds + " seconds";
  }
}
