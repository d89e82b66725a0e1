package et.po.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Waits for what other threads bring about, up to a deadline far beyond what it should take.
public final class Eventually {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private Eventually() {}

  /// Returns when the condition holds.
  ///
  /// @param what is waited for, for the message if it never comes
  public static void eventually(String what, Callable<Boolean> condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("in " + DEADLINE.toSeconds() + " s still not: " + what);
        }
        LockSupport.parkNanos(PAUSE);
      }
    } catch (AssertionError | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("cannot be seen: " + what, e);
    }
  }
}
