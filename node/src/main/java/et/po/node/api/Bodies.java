package et.po.node.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Reads request bodies, so many bytes at once and no more, however many clients send and however
/// slowly.
///
/// Small bodies, which claims are, have memory of their own: nobody keeps them out with large ones.
final class Bodies {
  private static final int LARGEST = 1024 * 1024;
  private static final int LARGEST_SMALL = 64 * 1024;

  /// Parsed JSON takes many times its text's memory.
  private static final int ALL_SMALL = 8 * LARGEST;

  private static final int ALL_LARGE = 16 * LARGEST;
  private static final int MOST_THROWN_AWAY = 16 * LARGEST;
  private static final int CHUNK = 16 * 1024;
  private static final long LONGEST_WAIT_SECONDS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Semaphore small = new Semaphore(ALL_SMALL, true);
  private final Semaphore large = new Semaphore(ALL_LARGE, true);
  private final Duration patience;

  Bodies() {
    this(PATIENCE);
  }

  /// @param patience how long a client may take to send a body
  Bodies(Duration patience) {
    this.patience = patience;
  }

  /// What is done with a body.
  @FunctionalInterface
  interface Use<T> {
    T apply(byte[] body);
  }

  /// Whether whatever is made of so many bytes may fill much of the memory.
  static boolean isLarge(long bytes) {
    return bytes > LARGEST_SMALL;
  }

  /// Uses the whole body, with its memory set aside until the use has returned.
  ///
  /// @param announced the length that the client announced
  /// @throws FaultException for a body over 1 MiB, whether or not its length was announced, for one
  ///   that comes too slowly, and for one whose client went away
  <T> T with(InputStream body, OptionalLong announced, Use<T> use) {
    if (announced.orElse(0) > LARGEST) {
      throwAway(body);
      throw tooLarge();
    }
    int reserved = Math.max(1, (int) announced.orElse(LARGEST));
    Semaphore memory = isLarge(reserved) ? large : small;
    reserve(memory, reserved);
    try {
      return use.apply(read(body));
    } finally {
      memory.release(reserved);
    }
  }

  private byte[] read(InputStream body) {
    long begun = System.nanoTime();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int count = some(body, chunk); count >= 0; count = some(body, chunk)) {
      read.write(chunk, 0, count);
      if (read.size() > LARGEST) {
        throwAway(body);
        throw tooLarge();
      }
      if (System.nanoTime() - begun > patience.toNanos()) {
        throw Fault.TOO_SLOW.because(
            "The body did not come within " + patience.toSeconds() + " seconds.");
      }
    }
    return read.toByteArray();
  }

  /// Reads on, so that a client that writes gets to read why: not for ever.
  private void throwAway(InputStream body) {
    long begun = System.nanoTime();
    byte[] chunk = new byte[CHUNK];
    long thrown = 0;
    while (thrown < MOST_THROWN_AWAY && System.nanoTime() - begun < patience.toNanos()) {
      int count = some(body, chunk);
      if (count < 0) {
        return;
      }
      thrown += count;
    }
  }

  /// Only the client's end of the connection can fail here: that is nothing to log.
  private static int some(InputStream body, byte[] chunk) {
    try {
      return body.read(chunk);
    } catch (IOException e) {
      throw Fault.BODY_BROKEN_OFF.because("The connection ended before the body did.");
    }
  }

  private static void reserve(Semaphore memory, int count) {
    try {
      if (!memory.tryAcquire(count, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
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
