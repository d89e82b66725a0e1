package et.po.frost.archives;

import et.po.frost.faults.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/// A file as it comes, within its limits: one that is too large or too slow ends with a
/// [et.po.frost.faults.FaultException].
final class FileStream extends InputStream {
  private final InputStream source;
  private final FileSize largest;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final long started;
  private long received;

  FileStream(InputStream source, FileSize largest, Duration patience, LongSupplier nanoTime) {
    this.source = source;
    this.largest = largest;
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
  }

  @Override
  public int read() throws IOException {
    int next = source.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = source.read(target, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int bytes) {
    received += bytes;
    new FileSize(received).needAtMost(largest);
    if (nanoTime.getAsLong() - started > patience.toNanos()) {
      throw Fault.BODY_TOO_SLOW.because(
          "The file did not come within %d seconds.".formatted(patience.toSeconds()));
    }
  }
}
