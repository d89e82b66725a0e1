package et.po.cli.verify;

import et.po.cli.CommandException;
import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.proof.OtsFile;
import et.po.protocol.proof.ProofVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds everything that was given against each other.
final class Verification {
  private final List<Given.Work> works = new ArrayList<>();
  private final List<Given.Claim> claims = new ArrayList<>();
  private final List<Given.Receipted> receipts = new ArrayList<>();
  private final List<Given.Timestamp> timestamps = new ArrayList<>();
  private final Optional<BlockHeader> header;
  private final Report report = new Report();

  private Verification(List<Given> given, Optional<BlockHeader> header) {
    this.header = header;
    for (Given one : given) {
      switch (one) {
        case Given.Work work -> works.add(work);
        case Given.Claim claim -> claims.add(claim);
        case Given.Receipted receipt -> receipts.add(receipt);
        case Given.Timestamp timestamp -> timestamps.add(timestamp);
        case Given.Broken broken ->
            report.fault(broken.part(), broken.name(), broken.verdict(), broken.because());
      }
    }
    atMostOne("claims", claims);
    atMostOne("receipts", receipts);
  }

  /// @param header one that the asker trusts
  static Report of(List<Given> given, Optional<BlockHeader> header) {
    if (given.stream().allMatch(Given.Work.class::isInstance)) {
      throw CommandException.misuse(
          given.getFirst().name()
              + " is neither a claim nor a proof, so that there is nothing to check it with: give"
              + " its claim, its receipt or an .ots as well.");
    }
    return new Verification(given, header).report();
  }

  private static void atMostOne(String kind, List<? extends Given> given) {
    if (given.size() > 1) {
      throw CommandException.misuse(
          "Two "
              + kind
              + " at once: "
              + given.get(0).name()
              + " and "
              + given.get(1).name()
              + "; check them one after the other.");
    }
  }

  private Report report() {
    header.ifPresent(this::checkHeader);
    Optional<Given.Claim> claim = claims.stream().findFirst();
    Optional<Given.Receipted> receipt = receipts.stream().findFirst();
    claim.ifPresent(one -> ClaimCheck.check(one, report));
    Optional<Given.Receipted> holding =
        receipt.filter(one -> new ReceiptedCheck(one, claim, usable(), report).holds());
    TimestampCheck timestamps = new TimestampCheck(works, claim, receipt, usable(), report);
    this.timestamps.forEach(timestamp -> timestamps.check(timestamp, holding.isPresent()));
    WorkCheck workCheck = new WorkCheck(claim, holding.map(Given.Receipted::receipt), report);
    works.forEach(work -> workCheck.check(work, timestamps.isAbout(work)));
    sayWhatIsOpen(claim, receipt);
    return report;
  }

  private void checkHeader(BlockHeader trusted) {
    if (receipts.isEmpty() && timestamps.isEmpty() && report.holds()) {
      throw CommandException.misuse("--header is for a receipt or an .ots, and none was given.");
    }
    if (!trusted.meetsTarget()) {
      report.fault(
          Part.HEADER,
          "--header",
          ProofVerdict.PROOF_OF_WORK.name(),
          "The header's hash is above the target that it names: it is no block's.");
    }
  }

  /// The given header, until something is known to be wrong with it.
  private Optional<BlockHeader> usable() {
    return header.filter(_ -> !report.blames(Part.HEADER));
  }

  private void sayWhatIsOpen(Optional<Given.Claim> claim, Optional<Given.Receipted> receipt) {
    if (claim.isEmpty()) {
      String id = receipt.map(one -> " " + one.receipt().claim().id()).orElse("");
      report.open(
          "who claims what: no claim file was given",
          "Give the claim file as well; poet proof fetch" + id + " gets it from a node.");
    }
    if (works.isEmpty()) {
      report.open(
          "whether a file of yours is the work: none was given", "Give the work's file as well.");
    }
    if (receipt.isEmpty() && timestamps.isEmpty()) {
      report.open(
          "when it was claimed: no proof was given, and a claim's own date is only its issuer's word",
          "Give its receipt or .ots as well; poet proof fetch gets them from a node.");
    } else {
      height(receipt)
          .ifPresent(height ->
              new ChainHints(height, header, report)
                  .say(receipt.map(one -> one.receipt().block().header())));
    }
  }

  /// Of the block that the proofs name; empty if they name none.
  private Optional<Long> height(Optional<Given.Receipted> receipt) {
    return receipt
        .map(one -> (long) one.receipt().block().height())
        .or(() ->
            timestamps.stream()
                .flatMap(one -> one.ots().attested().stream())
                .map(OtsFile.Attested::height)
                .findFirst());
  }
}
