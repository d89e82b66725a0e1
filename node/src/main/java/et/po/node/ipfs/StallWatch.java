package et.po.node.ipfs;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Hangs up when nothing came for too long, or all takes too long, for reading itself waits for
/// ever.
final class StallWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(StallWatch.class);

  private final InputStream watched;
  private final long longest;
  private final long whole;
  private final long start = System.nanoTime();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private volatile long last = start;

  /// @param longest silence
  /// @param whole from now to the end
  StallWatch(InputStream watched, Duration longest, Duration whole) {
    this.watched = watched;
    this.longest = longest.toNanos();
    this.whole = whole.toNanos();
    long often = Math.max(1, Math.min(this.longest, this.whole) / 4);
    var unused = clock.scheduleWithFixedDelay(this::look, often, often, TimeUnit.NANOSECONDS);
  }

  /// Something came.
  void moved() {
    last = System.nanoTime();
  }

  /// What is watched, of which every byte counts as something, up to a number.
  InputStream upTo(long most) {
    return new FilterInputStream(watched) {
      private long read;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int some = super.read(buffer, offset, length);
        moved();
        read += Math.max(0, some);
        if (read > most) {
          throw new IOException("it is over " + most + " bytes");
        }
        return some;
      }
    };
  }

  private void look() {
    long now = System.nanoTime();
    if (now - last > longest || now - start > whole) {
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
