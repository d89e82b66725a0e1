package et.po.cli.verify;

import et.po.cli.CommandException;
import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.proof.Evidence;
import et.po.protocol.proof.ProofVerdict;
import et.po.protocol.proof.Receipt;
import et.po.protocol.proof.ReceiptCheck;
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
    receipt.ifPresent(one -> new ReceiptedCheck(one, works, claim, header).check(report));
    boolean receiptHolds = receipt.filter(this::holdsAlone).isPresent();
    TimestampCheck timestamps = new TimestampCheck(works, claim, receipt, header, report);
    this.timestamps.forEach(timestamp -> timestamps.check(timestamp, receiptHolds));
    WorkCheck workCheck = new WorkCheck(claim, receipt.map(Given.Receipted::receipt), report);
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

  /// Whether the receipt holds by itself, whatever it is about: then its header may be leant on.
  private boolean holdsAlone(Given.Receipted given) {
    Evidence trusted = header.map(Evidence.NONE::withHeader).orElse(Evidence.NONE);
    return ReceiptCheck.check(given.receipt(), trusted).holds();
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
      ChainHints.say(receipt.map(Given.Receipted::receipt), header, report);
    }
  }

  /// What a receipt says of the work, if it says anything.
  static Optional<String> workSha256(Optional<Receipt> receipt) {
    return receipt.flatMap(Receipt::work).map(work -> work.sha256().hex());
  }
}
