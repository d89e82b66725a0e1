package et.po.cli.drill;

import et.po.cli.Members;
import et.po.cli.Progress;
import et.po.protocol.claim.SignedClaim;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// How a drill ended.
///
/// @param kills by `kill -9`; what else happened is told apart
/// @param works that were answered for
/// @param lost of these, those without a proof that holds
/// @param doubled works that are in two batches, or in two transactions of the chain
/// @param unsettled what was still to come to the chain when that was counted, if anything
record Reckoning(int kills, int works, int lost, long doubled, Optional<String> unsettled) {
  /// After the last of them has come, nothing more is waited for than this.
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  /// Returns when every work has a proof that holds and nothing is under way any more, or neither
  /// has changed for long.
  static Reckoning of(
      int kills, List<SignedClaim> works, Node node, Ledger ledger, Progress progress)
      throws InterruptedException, SQLException {
    List<SignedClaim> missing = works;
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!missing.isEmpty() && Instant.now().isBefore(deadline)) {
      List<SignedClaim> still = without(missing, works.size(), node, ledger, progress);
      if (still.size() < missing.size()) {
        deadline = Instant.now().plus(PATIENCE);
      }
      missing = still;
      progress.waiting(line(works.size() - missing.size(), works.size()));
      TimeUnit.SECONDS.sleep(1);
    }
    Optional<String> unsettled = new Settlement(ledger, PATIENCE, progress).await();
    return new Reckoning(kills, works.size(), missing.size(), ledger.doubled(), unsettled);
  }

  /// Of tens of thousands a look takes minutes; how far it has come is said as it goes.
  private static List<SignedClaim> without(
      List<SignedClaim> works, int all, Node node, Ledger ledger, Progress progress)
      throws InterruptedException {
    AtomicReference<Instant> next = new AtomicReference<>(Instant.now().plus(BETWEEN_LINES));
    return new ReceiptPass(node, ledger)
        .without(
            works,
            found -> {
              if (Instant.now().isAfter(next.get())) {
                next.set(Instant.now().plus(BETWEEN_LINES));
                progress.waiting(line(all - works.size() + found, all));
              }
            });
  }

  private static String line(int proven, int all) {
    return "  proofs that hold: %d of %d".formatted(proven, all);
  }

  boolean isClean() {
    return works > 0 && lost == 0 && doubled == 0 && unsettled.isEmpty();
  }

  String line() {
    return "kills %d, works %d, lost %d, doubled %d%s"
        .formatted(
            kills,
            works,
            lost,
            doubled,
            unsettled.map(what -> "; counted while under way were still " + what).orElse(""));
  }

  Members members() {
    return new Members()
        .put("kills", kills)
        .put("works", works)
        .put("lost", lost)
        .put("doubled", doubled)
        .put("unsettled", unsettled);
  }
}
