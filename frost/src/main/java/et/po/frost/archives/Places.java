package et.po.frost.archives;

import et.po.frost.faults.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Places for files on their way: so many in all, and so many of one account, so that none has them
/// all.
final class Places {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final int all;
  private final int each;
  private final Map<UUID, Integer> taken = new HashMap<>();
  private int inAll;

  /// @param each how many an account may have; zero for no limit of its own
  Places(int all, int each) {
    if (all < 1 || each < 0) {
      throw new IllegalArgumentException("there must be a place, and no negative number of them");
    }
    this.all = all;
    this.each = each;
  }

  /// Takes one, which [#leave] gives back.
  ///
  /// @throws et.po.frost.faults.FaultException [Fault#TOO_MANY_REQUESTS] if the account has all of
  ///   its own, [Fault#BUSY] if no other is left either
  synchronized void take(UUID account) {
    int own = taken.getOrDefault(account, 0);
    if (each > 0 && own >= each) {
      throw Fault.TOO_MANY_REQUESTS.because(
          "This account is sending %d %s already, as many as it may at once. Try again when one has arrived."
              .formatted(own, own == 1 ? "file" : "files"),
          SOON);
    }
    if (inAll >= all) {
      throw Fault.BUSY.because("Too many files are being sent at the moment; try again.");
    }
    taken.put(account, own + 1);
    inAll++;
  }

  synchronized void leave(UUID account) {
    taken.computeIfPresent(account, (_, own) -> own == 1 ? null : own - 1);
    inAll--;
  }
}
