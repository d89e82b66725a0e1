package et.po.cli.drill;

import et.po.cli.Members;
import et.po.cli.Progress;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.proof.Evidence;
import et.po.protocol.proof.MalformedReceiptException;
import et.po.protocol.proof.ProofVerdict;
import et.po.protocol.proof.Receipt;
import et.po.protocol.proof.ReceiptCheck;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

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

  /// Returns when every work has a proof that holds and nothing is under way any more, or neither
  /// has changed for long.
  static Reckoning of(
      int kills, List<SignedClaim> works, Node node, Ledger ledger, Progress progress)
      throws InterruptedException, SQLException {
    List<SignedClaim> missing = works;
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!missing.isEmpty() && Instant.now().isBefore(deadline)) {
      List<SignedClaim> still = without(missing, node);
      if (still.size() < missing.size()) {
        deadline = Instant.now().plus(PATIENCE);
      }
      missing = still;
      progress.waiting(
          "  proofs that hold: %d of %d".formatted(works.size() - missing.size(), works.size()));
      TimeUnit.SECONDS.sleep(1);
    }
    Optional<String> unsettled = new Settlement(ledger, PATIENCE, progress).await();
    return new Reckoning(kills, works.size(), missing.size(), ledger.doubled(), unsettled);
  }

  private static List<SignedClaim> without(List<SignedClaim> works, Node node)
      throws InterruptedException {
    List<SignedClaim> missing = new ArrayList<>();
    for (SignedClaim claim : works) {
      Optional<byte[]> receipt = node.receipt(claim.id().hex());
      if (receipt.isEmpty() || !holds(receipt.get(), claim)) {
        missing.add(claim);
      }
    }
    return missing;
  }

  private static boolean holds(byte[] receipt, SignedClaim claim) {
    String name = claim.claim().findString("name").orElseThrow();
    Evidence evidence =
        Evidence.NONE
            .withClaimFile(claim.file())
            .withWork(Sha256.of(name.getBytes(StandardCharsets.UTF_8)));
    try {
      return ReceiptCheck.check(Receipt.parse(receipt), evidence) == ProofVerdict.HOLDS;
    } catch (MalformedReceiptException e) {
      return false;
    }
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
