package et.po.node.messaging;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Whether to go on; and pauses, which a stop ends.
final class Going {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final CountDownLatch stopping = new CountDownLatch(1);

  boolean on() {
    return stopping.getCount() > 0;
  }

  void stop() {
    stopping.countDown();
  }

  void pause(Duration length) {
    try {
      if (stopping.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  /// Pauses that grow until something went well.
  Pauses pauses() {
    return new Pauses();
  }

  final class Pauses {
    private Duration next = FIRST_PAUSE;

    void reset() {
      next = FIRST_PAUSE;
    }

    void take() {
      pause(next);
      Duration twice = next.multipliedBy(2);
      next = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
  }
}
