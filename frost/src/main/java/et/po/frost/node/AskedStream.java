package et.po.frost.node;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A stream that knows for how long nobody has asked it for more.
final class AskedStream extends InputStream {
  private final InputStream source;
  private volatile boolean asked;
  private volatile long lastAnswer = System.nanoTime();

  AskedStream(InputStream source) {
    this.source = source;
  }

  /// Zero while somebody waits for the next bytes: then it is the source that is slow.
  Duration unasked() {
    return asked ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastAnswer);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    asked = true;
    try {
      return source.read(target, offset, length);
    } finally {
      lastAnswer = System.nanoTime();
      asked = false;
    }
  }
}
