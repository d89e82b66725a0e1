package et.po.cli.drill;

import et.po.cli.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The wait until nothing is under way any more: a work's second transaction may wait for its block
/// when the first has long made a proof that holds.
///
/// @param patience how long it is waited for
record Settlement(Ledger ledger, Duration patience, Progress progress) {
  /// So many on top of it all, for what comes late to be seen.
  private static final int BLOCKS = 3;

  private static final int PAUSE_MILLISECONDS = 200;

  /// Returns when all is on the chain, below some blocks that the node has read.
  ///
  /// @return what is not, when that is waited for no longer
  Optional<String> await() throws InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    boolean buried = false;
    while (true) {
      Optional<String> outstanding = ledger.outstanding();
      if (outstanding.isEmpty() && buried && ledger.isRead()) {
        return Optional.empty();
      }
      String what = outstanding.orElse("the node reads the last blocks");
      if (Instant.now().isAfter(deadline)) {
        return Optional.of(what);
      }
      progress.waiting("  under way: " + what);
      buried = outstanding.isEmpty() && (buried || ledger.mine(BLOCKS));
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
    }
  }
}
