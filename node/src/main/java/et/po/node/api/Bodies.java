package et.po.node.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Reads request bodies, so many bytes at once and no more, however many clients send.
final class Bodies {
  private static final int LARGEST = 1024 * 1024;

  /// Parsed JSON takes many times its text's memory.
  private static final int ALL_TOGETHER = 24 * LARGEST;

  private static final long LONGEST_WAIT_SECONDS = 10;

  private final Semaphore bytes = new Semaphore(ALL_TOGETHER, true);

  /// What is done with a body.
  @FunctionalInterface
  interface Use<T> {
    T apply(byte[] body);
  }

  /// Uses the whole body, with its memory set aside until the use has returned.
  ///
  /// @param announced the length that the client announced
  /// @throws FaultException for a body over 1 MiB, whether or not its length was announced
  <T> T with(InputStream body, OptionalLong announced, Use<T> use) throws IOException {
    if (announced.orElse(0) > LARGEST) {
      throw tooLarge();
    }
    int reserved = Math.max(1, (int) announced.orElse(LARGEST));
    reserve(reserved);
    try {
      byte[] read = body.readNBytes(LARGEST + 1);
      if (read.length > LARGEST) {
        throw tooLarge();
      }
      return use.apply(read);
    } finally {
      bytes.release(reserved);
    }
  }

  private void reserve(int count) {
    try {
      if (!bytes.tryAcquire(count, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw Fault.BUSY.because("Too much is being sent at once; try again in a moment.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.BUSY.because("The node is stopping; try again in a moment.");
    }
  }

  private static FaultException tooLarge() {
    return Fault.TOO_LARGE.because(
        "request entity too large", "A claim is at most 1,048,576 bytes of JSON.");
  }
}
