package et.po.systemtests;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits for something to become true, and no longer than that.
final class Wait {
  private static final long PAUSE = Duration.ofMillis(100).toNanos();

  private Wait() {}

  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  @FunctionalInterface
  interface Complaint {
    String text() throws Exception;
  }

  static void until(Duration atMost, Condition condition, Complaint otherwise) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("after " + atMost + ": " + otherwise.text());
        }
        LockSupport.parkNanos(PAUSE);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
