package et.po.node.ipfs;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Hangs up when nothing came for too long, for reading itself waits for ever.
final class StallWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(StallWatch.class);

  private final InputStream watched;
  private final long longest;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private volatile long last = System.nanoTime();

  StallWatch(InputStream watched, Duration longest) {
    this.watched = watched;
    this.longest = longest.toNanos();
    long often = Math.max(1, this.longest / 4);
    var unused = clock.scheduleWithFixedDelay(this::look, often, often, TimeUnit.NANOSECONDS);
  }

  /// Something came.
  void moved() {
    last = System.nanoTime();
  }

  private void look() {
    if (System.nanoTime() - last > longest) {
      hangUp();
    }
  }

  /// Whoever reads is told that the stream is closed.
  void hangUp() {
    try {
      watched.close();
    } catch (IOException e) {
      LOG.debugf("closing: %s", e.getMessage());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
