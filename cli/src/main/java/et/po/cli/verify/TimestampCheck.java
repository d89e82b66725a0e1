package et.po.cli.verify;

import et.po.cli.CommandException;
import et.po.cli.InputFile;
import et.po.cli.Trouble;
import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.proof.OtsFile;
import et.po.protocol.proof.OtsOperation;
import et.po.protocol.proof.ProofVerdict;
import et.po.protocol.proof.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks `.ots` files: which of what was given each is about, and where it leads.
final class TimestampCheck {
  private final List<Given.Work> works;
  private final Optional<Given.Claim> claim;
  private final Optional<Given.Receipted> receipt;
  private final Optional<BlockHeader> header;
  private final Report report;
  private final Set<Given.Work> stamped = new LinkedHashSet<>();

  TimestampCheck(
      List<Given.Work> works,
      Optional<Given.Claim> claim,
      Optional<Given.Receipted> receipt,
      Optional<BlockHeader> header,
      Report report) {
    this.works = works;
    this.claim = claim;
    this.receipt = receipt;
    this.header = header;
    this.report = report;
  }

  boolean isAbout(Given.Work work) {
    return stamped.contains(work);
  }

  /// @param receiptHolds whether the receipt's header may be leant on
  void check(Given.Timestamp timestamp, boolean receiptHolds) {
    OtsFile ots = timestamp.ots();
    Optional<String> subject = subject(ots);
    if (subject.isEmpty() && !isAlone()) {
      report.fault(Part.PROOF, timestamp.name(), ProofVerdict.OTHER_FILE);
      return;
    }
    if (subject.isEmpty()) {
      report.open(
          timestamp.name()
              + " is of a file with the digest "
              + HexFormat.of().formatHex(ots.digest())
              + ", which was not given",
          "Give the file that was timestamped as well.");
    }
    ProofVerdict verdict = ots.verify(ots.digest(), height -> trusted(height, receiptHolds));
    if (verdict.holds()) {
      tell(timestamp, subject.orElse("that file"), receiptHolds);
    } else if (verdict == ProofVerdict.UNKNOWN_BLOCK) {
      sayUnknown(timestamp, receiptHolds);
    } else {
      report.fault(Part.PROOF, timestamp.name(), verdict);
    }
  }

  private boolean isAlone() {
    return works.isEmpty() && claim.isEmpty() && receipt.isEmpty();
  }

  private Optional<BlockHeader> trusted(long height, boolean receiptHolds) {
    return header.or(() ->
        receipt
            .filter(_ -> receiptHolds)
            .map(given -> given.receipt().block())
            .filter(block -> block.height() == height)
            .map(block -> block.header()));
  }

  /// What the timestamp is about, of all that was given.
  private Optional<String> subject(OtsFile ots) {
    if (claim.isPresent() && Arrays.equals(ots.hash().digest(claim.get().bytes()), ots.digest())) {
      return claim.map(Given.Claim::name);
    }
    Optional<Given.Work> work =
        works.stream()
            .filter(one -> Arrays.equals(digest(one, ots.hash()), ots.digest()))
            .findFirst();
    work.ifPresent(stamped::add);
    return work.map(Given.Work::name).or(() -> receipt.flatMap(one -> named(one, ots)));
  }

  private static Optional<String> named(Given.Receipted given, OtsFile ots) {
    Receipt proof = given.receipt();
    if (ots.hash() != OtsOperation.Hash.SHA_256) {
      return Optional.empty();
    }
    Cid file = proof.claim().file();
    if (file.codec() == Cid.Codec.RAW && Arrays.equals(file.digest().bytes(), ots.digest())) {
      return Optional.of("the receipt's claim file");
    }
    return proof
        .work()
        .filter(work -> Arrays.equals(work.sha256().bytes(), ots.digest()))
        .map(work -> "the receipt's work");
  }

  private static byte[] digest(Given.Work work, OtsOperation.Hash hash) {
    return hash == OtsOperation.Hash.SHA_256
        ? work.hash().sha256().bytes()
        : hash.digest(whole(work));
  }

  private static byte[] whole(Given.Work work) {
    try (InputStream content = work.content().open()) {
      byte[] bytes = content.readNBytes(InputFile.LIMIT + 1);
      if (bytes.length > InputFile.LIMIT) {
        throw CommandException.unable(
            work.name() + " is too large for a timestamp that is not made with SHA-256.");
      }
      return bytes;
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  private void tell(Given.Timestamp timestamp, String subject, boolean receiptHolds) {
    for (OtsFile.Attested attested : timestamp.ots().attested()) {
      trusted(attested.height(), receiptHolds)
          .filter(block -> Arrays.equals(block.merkleRoot(), attested.merkleRoot()))
          .ifPresent(block -> {
            report
                .when()
                .putIfAbsent(
                    "time", Fact.of(block.time().toString()).by("as the block's miner put it"));
            report.when().putIfAbsent("block", Fact.of(block.hash()));
            report
                .when()
                .putIfAbsent("height", Fact.of(attested.height()).by("the timestamp's word"));
            report.checked(
                timestamp.name() + " leads from " + subject + " to block " + block.hash());
          });
    }
  }

  private void sayUnknown(Given.Timestamp timestamp, boolean receiptHolds) {
    if (report.blames(Part.HEADER) || (receipt.isPresent() && !receiptHolds)) {
      report.open(
          "where " + timestamp.name() + " leads: the header to compare it with does not hold",
          "Give the header of the block that it names, or a receipt that holds.");
      return;
    }
    OtsFile.Attested attested = timestamp.ots().attested().getFirst();
    Optional<Integer> receipted = receipt.map(given -> given.receipt().block().height());
    if (receipted.isPresent() && receipted.get() != attested.height()) {
      report.fault(
          Part.PROOF,
          timestamp.name(),
          ProofVerdict.OTHER_BLOCK.name(),
          "It names block " + attested.height() + ", the receipt block " + receipted.get() + ".");
      return;
    }
    report.fault(
        Part.PROOF,
        timestamp.name(),
        ProofVerdict.UNKNOWN_BLOCK.name(),
        "It leads to block "
            + attested.height()
            + ", if that block's merkle root is "
            + HexFormat.of().formatHex(reversed(attested.merkleRoot()))
            + ": give the block's header with --header, or the receipt as well.");
    report
        .when()
        .putIfAbsent("height", Fact.of(attested.height()).by("unproven without its header"));
  }

  /// As block explorers show it.
  private static byte[] reversed(byte[] hash) {
    byte[] reversed = new byte[hash.length];
    for (int i = 0; i < hash.length; i++) {
      reversed[i] = hash[hash.length - 1 - i];
    }
    return reversed;
  }
}
