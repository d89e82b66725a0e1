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
    Optional<String> proven = receipt.flatMap(Receipt::work).map(proof -> proof.sha256().hex());
    Optional<String> named = named();
    boolean isProven = proven.filter(sha256::equals).isPresent();
    boolean isNamed = named.filter(work.hash()::isNamed).isPresent();
    if (isProven) {
      report.checked(work.name() + " is the work that the receipt is about, byte for byte");
    }
    if (isNamed) {
      report.checked(work.name() + " is the work that the claim names, byte for byte");
    }
    Optional<String> known = named.filter(WorkCheck::isKnownForm);
    if ((proven.isPresent() && !isProven) || (known.isPresent() && !isNamed)) {
      sayOther(work, proven.filter(_ -> !isProven), known.filter(_ -> !isNamed));
    } else if (named.isPresent() && !isNamed) {
      report.open(
          "the claim's own hash of the work, " + named.get() + ": it has a form of its own",
          "Compute it the way its issuer did.");
    } else if (!isProven && !isNamed && !timestamped) {
      sayNothingKnown(work);
    }
  }

  /// Says once that something names another work, and blames the work only if nothing else is to
  /// blame: a claim that is wrong, or of another proof, may well name another.
  private void sayOther(Given.Work work, Optional<String> proven, Optional<String> named) {
    boolean isElsewhereRight =
        (named.isEmpty() && named().isPresent())
            || (proven.isEmpty() && receipt.flatMap(Receipt::work).isPresent());
    if (report.blames(Part.CLAIM) && (isElsewhereRight || proven.isEmpty())) {
      if (!isElsewhereRight) {
        leaveOpen(work);
      }
      return;
    }
    String who =
        named.isEmpty()
            ? "the receipt"
            : proven.isEmpty() ? "the claim" : "the claim and the receipt";
    report.fault(
        Part.WORK,
        work.name(),
        ProofVerdict.WORK.name(),
        "It is not the work of "
            + who
            + ": that has the hash "
            + named.or(() -> proven).orElseThrow()
            + ", this file the SHA-256 "
            + work.hash().sha256()
            + ".");
  }

  private void sayNothingKnown(Given.Work work) {
    if (report.holds()) {
      report.fault(
          Part.WORK,
          work.name(),
          ProofVerdict.NO_WORK.name(),
          "Nothing that was given says anything of this file.");
    } else {
      leaveOpen(work);
    }
  }

  private void leaveOpen(Given.Work work) {
    report.open(
        "whether " + work.name() + " is the work: what would tell it does not hold",
        "Give what does hold instead.");
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
