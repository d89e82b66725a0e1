package et.po.frost.http;

import java.util.concurrent.atomic.AtomicLong;

/// What all bodies in hand may fill together.
///
/// The first bytes of each are free, as many as connections can be had for: whoever sends large
/// bodies keeps out other large ones only.
final class BodyMemory {
  static final int FREE = 16 * 1024;

  private final AtomicLong left;

  BodyMemory(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /// What one body takes. Used by one thread.
  final class Share {
    private long taken;
    private long length;

    /// Whether the body may have so many more bytes.
    boolean grow(int count) {
      length += count;
      long wanted = Math.max(0, length - FREE) - taken;
      if (left.addAndGet(-wanted) < 0) {
        left.addAndGet(wanted);
        return false;
      }
      taken += wanted;
      return true;
    }

    /// Gives everything back; once or more.
    void end() {
      left.addAndGet(taken);
      taken = 0;
    }
  }

  Share share() {
    return new Share();
  }
}
