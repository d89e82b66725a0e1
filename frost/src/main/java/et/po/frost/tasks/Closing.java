package et.po.frost.tasks;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/// The end of threads that may be waiting for something: it takes a bounded time.
public final class Closing {
  private Closing() {}

  /// Takes no more work, waits so long for what is in hand, and interrupts the rest; that has a
  /// moment to say so.
  public static void within(Duration patience, ExecutorService threads) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
        var _ = threads.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
