package et.po.node.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/// Waiting for what other threads do.
public final class Polling {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Polling() {}

  /// What is waited for.
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /// Returns as soon as the condition holds.
  ///
  /// @throws AssertionError when it does not within half a minute
  public static void until(Condition condition) throws Exception {
    Instant end = Instant.now().plus(LONGEST);
    while (!condition.holds()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("what was waited for did not happen within " + LONGEST);
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
