package et.po.frost.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What all bodies in hand may fill together, and those of one client.
///
/// The first bytes of each are free, as many as connections can be had for: whoever sends large
/// bodies keeps out other large ones only, and one client no more than a part of them.
final class BodyMemory {
  static final int FREE = 16 * 1024;

  private final AtomicLong left;
  private final long largestPart;
  private final Map<String, Long> parts = new ConcurrentHashMap<>();

  /// @param largestPart of it that one client may fill
  BodyMemory(long bytes, long largestPart) {
    this.left = new AtomicLong(bytes);
    this.largestPart = largestPart;
  }

  private boolean take(String client, long bytes) {
    if (parts.merge(client, bytes, Long::sum) > largestPart) {
      giveBackPart(client, bytes);
      return false;
    }
    if (left.addAndGet(-bytes) < 0) {
      giveBack(client, bytes);
      return false;
    }
    return true;
  }

  private void giveBack(String client, long bytes) {
    left.addAndGet(bytes);
    giveBackPart(client, bytes);
  }

  private void giveBackPart(String client, long bytes) {
    parts.computeIfPresent(client, (_, all) -> all > bytes ? Long.valueOf(all - bytes) : null);
  }

  /// What one body takes. Used by one thread.
  final class Share {
    private final String client;
    private long taken;
    private long length;

    private Share(String client) {
      this.client = client;
    }

    /// Whether the body may have so many more bytes.
    boolean grow(int count) {
      length += count;
      long wanted = Math.max(0, length - FREE) - taken;
      if (wanted > 0 && !take(client, wanted)) {
        return false;
      }
      taken += wanted;
      return true;
    }

    /// Gives everything back; once or more.
    void end() {
      if (taken > 0) {
        giveBack(client, taken);
        taken = 0;
      }
    }
  }

  /// @param client whose body it is
  Share share(String client) {
    return new Share(client);
  }
}
