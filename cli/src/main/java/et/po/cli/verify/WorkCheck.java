package et.po.cli.verify;

import et.po.protocol.ipfs.Cid;
import et.po.protocol.json.JsonObject;
import et.po.protocol.proof.ProofVerdict;
import et.po.protocol.proof.Receipt;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks that something given is about a work's very bytes.
record WorkCheck(Optional<Given.Claim> claim, Optional<Receipt> receipt, Report report) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9A-Fa-f]{64}");

  /// @param timestamped whether an `.ots` is about the work
  void check(Given.Work work, boolean timestamped) {
    String sha256 = work.hash().sha256().hex();
    Optional<String> proven = Verification.workSha256(receipt);
    Optional<String> named = named();
    if (proven.isPresent()) {
      checkProven(work, proven.get().equals(sha256));
    }
    if (named.isPresent()) {
      checkNamed(work, named.get());
    }
    if (proven.isEmpty() && named.isEmpty() && !timestamped) {
      report.fault(
          Part.WORK,
          work.name(),
          ProofVerdict.NO_WORK.name(),
          "Nothing that was given says anything of this file.");
    }
  }

  private void checkProven(Given.Work work, boolean same) {
    if (same) {
      report.checked(work.name() + " is the work that the receipt is about, byte for byte");
    } else if (report.faults().stream().noneMatch(fault -> fault.file().equals(work.name()))) {
      report.fault(Part.WORK, work.name(), ProofVerdict.WORK);
    }
  }

  private void checkNamed(Given.Work work, String hash) {
    if (work.hash().isNamed(hash)) {
      report.checked(work.name() + " is the work that the claim names, byte for byte");
    } else if (isKnownForm(hash)) {
      report.fault(
          Part.WORK,
          work.name(),
          ProofVerdict.WORK.name(),
          "The claim names a work with the hash " + hash + ", which this is not.");
    } else {
      report.open(
          "the claim's own hash of the work, " + hash + ": it has a form of its own",
          "Compute it the way its issuer did.");
    }
  }

  private Optional<String> named() {
    return claim
        .flatMap(one -> one.envelope().findObject("claim"))
        .flatMap((JsonObject fields) -> fields.findString("hash"))
        .filter(hash -> !hash.isEmpty());
  }

  private static boolean isKnownForm(String hash) {
    return SHA_256.matcher(hash).matches() || Cid.parse(hash).isPresent();
  }
}
