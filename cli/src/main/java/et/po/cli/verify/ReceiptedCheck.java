package et.po.cli.verify;

import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.FileImporter;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.Json;
import et.po.protocol.json.MalformedJsonException;
import et.po.protocol.proof.Evidence;
import et.po.protocol.proof.ProofVerdict;
import et.po.protocol.proof.Receipt;
import et.po.protocol.proof.ReceiptCheck;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Checks a receipt by itself, and only if it holds against what else was given: so each fault is
/// said once, of what is to blame, and what holds beside it is told all the same.
///
/// @param header one that is trusted
record ReceiptedCheck(
    Given.Receipted given,
    Optional<Given.Claim> claim,
    Optional<BlockHeader> header,
    Report report) {

  /// Whether the receipt holds by itself, whatever it is about: then it may be leant on.
  boolean holds() {
    Receipt receipt = given.receipt();
    ProofVerdict alone = ReceiptCheck.check(receipt, Evidence.NONE);
    if (!alone.holds()) {
      report.fault(Part.PROOF, given.name(), alone);
      return false;
    }
    tell(receipt);
    claim.ifPresent(this::compare);
    header
        .filter(trusted -> !trusted.equals(receipt.block().header()))
        .ifPresent(trusted ->
            report.fault(
                Part.HEADER,
                "--header",
                ProofVerdict.OTHER_BLOCK.name(),
                "It is the header of block "
                    + trusted.hash()
                    + ", the receipt's block is "
                    + receipt.block().hash()
                    + "."));
    return true;
  }

  private void tell(Receipt receipt) {
    report.what().putIfAbsent("claim", Fact.of(receipt.claim().id()).by("the receipt's word"));
    report
        .when()
        .put("time", Fact.of(receipt.block().time().toString()).by("as the block's miner put it"));
    report.when().put("block", Fact.of(receipt.block().hash()));
    report.when().put("height", Fact.of(receipt.block().height()).by("the receipt's word"));
    report.checked(
        "the receipt's claim file, "
            + receipt.claim().file()
            + ", is "
            + receipt.claim().path()
            + " of batch "
            + receipt.anchor().batch());
    receipt
        .work()
        .ifPresent(work ->
            report.checked(
                "the receipt's work, of SHA-256 "
                    + work.sha256()
                    + ", is "
                    + work.path()
                    + " of that batch"));
    report.checked(
        "the batch is anchored as "
            + receipt.anchor().network()
            + " in transaction "
            + receipt.transaction().id());
    report.checked("the transaction is in block " + receipt.block().hash());
    report.checked("the block's hash meets the target that its header names");
  }

  private void compare(Given.Claim other) {
    ProofVerdict verdict =
        ReceiptCheck.check(given.receipt(), Evidence.NONE.withClaimFile(other.bytes()));
    if (verdict.holds()) {
      report.checked(other.name() + " is the receipt's claim file, byte for byte");
    } else if (verdict == ProofVerdict.CLAIM_ID) {
      // The file is the very one, so that it is the receipt that is wrong.
      report.fault(
          Part.PROOF,
          given.name(),
          verdict.name(),
          "It names the claim "
              + given.receipt().claim().id()
              + ", but the claim file that it proves has "
              + other.envelope().findString("id").map(id -> "the id " + id).orElse("no id")
              + ".");
    } else if (!report.blames(Part.CLAIM)) {
      report.fault(Part.CLAIM, other.name(), verdict.name(), verdict.sentence() + hint(other));
    }
  }

  /// A claim that was only laid out anew is a frequent, harmless reason.
  private String hint(Given.Claim other) {
    return isOnlyLaidOutAnew(other)
        ? " It says the same, but has other blanks or line ends: poet proof fetch gets the very"
            + " bytes."
        : "";
  }

  private boolean isOnlyLaidOutAnew(Given.Claim other) {
    try {
      byte[] compact = Json.parse(other.bytes()).text().getBytes(StandardCharsets.UTF_8);
      Cid file = given.receipt().claim().file();
      return file.equals(
          file.codec() == Cid.Codec.RAW
              ? Cid.raw(Sha256.of(compact))
              : FileImporter.cidOf(compact));
    } catch (MalformedJsonException e) {
      return false;
    }
  }
}
