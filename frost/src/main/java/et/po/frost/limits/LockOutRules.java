package et.po.frost.limits;

import java.time.Duration;

/// When guessers have to wait.
///
/// @param free how many wrong passwords somebody has before the first wait; zero for no lock-out
/// @param freePerClient the same for a client, whosever passwords it tries
/// @param longest no wait is longer
public record LockOutRules(int free, int freePerClient, Duration longest) {
  public LockOutRules {
    if (free < 0 || freePerClient < 0 || longest.isNegative() || longest.isZero()) {
      throw new IllegalArgumentException("a lock-out needs counts and a time that are positive");
    }
  }
}
