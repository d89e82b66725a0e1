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
import java.util.List;
import java.util.Optional;

/// Checks a receipt against what else was given.
record ReceiptedCheck(
    Given.Receipted given,
    List<Given.Work> works,
    Optional<Given.Claim> claim,
    Optional<BlockHeader> header) {

  void check(Report report) {
    Receipt receipt = given.receipt();
    ProofVerdict verdict = ReceiptCheck.check(receipt, evidence());
    if (verdict.holds()) {
      tell(receipt, report);
    } else {
      fault(verdict, report);
    }
  }

  private Evidence evidence() {
    Evidence evidence = Evidence.NONE;
    if (claim.isPresent()) {
      evidence = evidence.withClaimFile(claim.get().bytes());
    }
    // A receipt that says nothing of the work leaves it to the claim to name it.
    if (works.size() == 1 && given.receipt().work().isPresent()) {
      evidence = evidence.withWork(works.getFirst().hash().sha256());
    }
    return header.isPresent() ? evidence.withHeader(header.get()) : evidence;
  }

  private static void tell(Receipt receipt, Report report) {
    report.what().putIfAbsent("claim", receipt.claim().id());
    report.when().put("time", receipt.block().time() + " (as the block's miner put it)");
    report.when().put("block", receipt.block().hash());
    report.when().put("height", receipt.block().height() + " (the receipt's word)");
    report.checked(
        "the claim file is " + receipt.claim().path() + " of batch " + receipt.anchor().batch());
    receipt
        .work()
        .ifPresent(work ->
            report.checked(
                "the work's SHA-256 " + work.sha256() + " is " + work.path() + " of that batch"));
    report.checked(
        "the batch is anchored as "
            + receipt.anchor().network()
            + " in transaction "
            + receipt.transaction().id());
    report.checked("the transaction is in block " + receipt.block().hash());
    report.checked("the block's hash meets the target that its header names");
  }

  private void fault(ProofVerdict verdict, Report report) {
    switch (verdict) {
      case CLAIM_FILE, CLAIM_ID ->
          report.fault(
              Part.CLAIM,
              claim.map(Given.Claim::name).orElse(given.name()),
              verdict.name(),
              verdict.sentence() + hint());
      case WORK, NO_WORK ->
          report.fault(
              Part.WORK, works.isEmpty() ? given.name() : works.getFirst().name(), verdict);
      case OTHER_BLOCK -> report.fault(Part.HEADER, "--header", verdict);
      case HOLDS,
          HEADER,
          PROOF_OF_WORK,
          MERKLE_PATH,
          TRANSACTION,
          NO_ANCHOR,
          OTHER_ANCHOR,
          BATCH_PATH,
          WORK_PATH,
          OTHER_FILE,
          NO_BITCOIN_ATTESTATION,
          UNKNOWN_BLOCK,
          TIMESTAMP_PATH ->
          report.fault(Part.PROOF, given.name(), verdict);
    }
  }

  /// A claim that was only laid out anew is a frequent, harmless reason.
  private String hint() {
    return claim.filter(this::isOnlyLaidOutAnew).isPresent()
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
