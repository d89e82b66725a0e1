package et.po.frost.webhooks;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Slots that accounts share. An account may have a quarter as many as are free, and one at least:
/// the fewer are left, the fewer anybody may have, so that who comes later still finds some.
final class Shares {
  private static final int PART = 4;

  private final int mostEach;
  private final Map<UUID, Integer> held = new HashMap<>();
  private int free;

  /// @param all how many slots there are
  /// @param mostEach how many an account may have, were all others idle
  Shares(int all, int mostEach) {
    this.free = all;
    this.mostEach = mostEach;
  }

  synchronized int free() {
    return free;
  }

  /// How many an account may have at the moment.
  synchronized int allowance() {
    return Math.clamp(free / PART, Math.min(1, free), mostEach);
  }

  /// How many each account has that has any.
  synchronized Map<UUID, Integer> held() {
    return Map.copyOf(held);
  }

  /// Takes a slot; there must be one.
  synchronized void take(UUID account) {
    if (free == 0) {
      throw new IllegalStateException("no slot is free");
    }
    free--;
    held.merge(account, 1, Integer::sum);
  }

  /// Takes a slot as soon as the account may have one; false if that is not in time.
  synchronized boolean take(UUID account, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (held.getOrDefault(account, 0) >= allowance()) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    take(account);
    return true;
  }

  synchronized void giveBack(UUID account) {
    free++;
    held.computeIfPresent(account, (_, count) -> count == 1 ? null : count - 1);
    notifyAll();
  }
}
