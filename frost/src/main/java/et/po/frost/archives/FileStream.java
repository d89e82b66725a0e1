package et.po.frost.archives;

import et.po.frost.faults.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/// A file as it comes, within its limits: one that is too large or too slow ends with a
/// [et.po.frost.faults.FaultException].
///
/// How fast it comes is measured by the time spent waiting for it: that the node is slow is not the
/// sender's fault.
final class FileStream extends InputStream {
  /// Whoever drips holds a place that others wait for.
  static final int LEAST = 64 << 10;

  static final Duration WINDOW = Duration.ofSeconds(10);

  private final InputStream source;
  private final FileSize largest;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final long started;
  private long received;
  private long waited;
  private long receivedMeanwhile;

  FileStream(InputStream source, FileSize largest, Duration patience, LongSupplier nanoTime) {
    this.source = source;
    this.largest = largest;
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
  }

  @Override
  public int read() throws IOException {
    long asked = nanoTime.getAsLong();
    int next = source.read();
    count(next < 0 ? 0 : 1, asked);
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    long asked = nanoTime.getAsLong();
    int count = source.read(target, offset, length);
    count(Math.max(0, count), asked);
    return count;
  }

  private void count(int bytes, long asked) {
    received += bytes;
    new FileSize(received).needAtMost(largest);
    long now = nanoTime.getAsLong();
    if (now - started > patience.toNanos()) {
      throw Fault.BODY_TOO_SLOW.because(
          "The file did not come within %d seconds.".formatted(patience.toSeconds()));
    }
    waited += now - asked;
    receivedMeanwhile += bytes;
    if (bytes > 0 && waited >= WINDOW.toNanos()) {
      needEnough();
    }
  }

  private void needEnough() {
    if (receivedMeanwhile < LEAST) {
      throw Fault.BODY_TOO_SLOW.because(
          "The file came too slowly: %s in %d seconds, and at least %s are needed."
              .formatted(new FileSize(receivedMeanwhile), WINDOW.toSeconds(), new FileSize(LEAST)));
    }
    waited = 0;
    receivedMeanwhile = 0;
  }
}
