package et.po.protocol.proof;

import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.batch.BatchMember;
import et.po.protocol.batch.HashPath;
import et.po.protocol.batch.HashStep;
import et.po.protocol.bitcoin.BitcoinTransaction;
import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.FileImporter;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Checks a receipt: first what is in hand against it, then from the block down to the batch.
///
/// Without a trusted header, a receipt that holds proves as much as the work that went into its own
/// header, and its height is hearsay. Whether the claim itself is valid is another question.
public final class ReceiptCheck {
  /// No transaction of 64 bytes counts: two hashes of a merkle tree could pose as one.
  private static final int FORGEABLE_LENGTH = 64;

  private final Receipt receipt;
  private final Evidence evidence;

  private ReceiptCheck(Receipt receipt, Evidence evidence) {
    this.receipt = receipt;
    this.evidence = evidence;
  }

  public static ProofVerdict check(Receipt receipt, Evidence evidence) {
    return new ReceiptCheck(receipt, evidence).verdict();
  }

  private ProofVerdict verdict() {
    return Stream.<Supplier<ProofVerdict>>of(
            this::claimFile,
            this::work,
            this::block,
            this::transaction,
            this::claimPath,
            this::workPath)
        .map(Supplier::get)
        .filter(verdict -> !verdict.holds())
        .findFirst()
        .orElse(ProofVerdict.HOLDS);
  }

  private ProofVerdict claimFile() {
    if (evidence.claimFile().isEmpty()) {
      return ProofVerdict.HOLDS;
    }
    byte[] file = evidence.claimFile().get();
    if (!cidLike(receipt.claim().file(), file).equals(receipt.claim().file())) {
      return ProofVerdict.CLAIM_FILE;
    }
    return idOf(file).equals(Optional.of(receipt.claim().id()))
        ? ProofVerdict.HOLDS
        : ProofVerdict.CLAIM_ID;
  }

  private static Cid cidLike(Cid claimed, byte[] file) {
    return claimed.codec() == Cid.Codec.RAW ? Cid.raw(Sha256.of(file)) : FileImporter.cidOf(file);
  }

  private static Optional<String> idOf(byte[] claimFile) {
    try {
      return Json.parse(claimFile) instanceof JsonObject claim
          ? claim.findString("id")
          : Optional.empty();
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }

  private ProofVerdict work() {
    if (evidence.work().isEmpty()) {
      return ProofVerdict.HOLDS;
    }
    Optional<Sha256> proven = receipt.work().map(WorkProof::sha256);
    if (proven.isEmpty()) {
      return ProofVerdict.NO_WORK;
    }
    return proven.equals(evidence.work()) ? ProofVerdict.HOLDS : ProofVerdict.WORK;
  }

  private ProofVerdict block() {
    BlockProof block = receipt.block();
    BlockHeader header = block.header();
    if (!header.hash().equals(block.hash()) || !header.time().equals(block.time())) {
      return ProofVerdict.HEADER;
    }
    if (!header.meetsTarget()) {
      return ProofVerdict.PROOF_OF_WORK;
    }
    boolean other = evidence.header().filter(trusted -> !trusted.equals(header)).isPresent();
    return other ? ProofVerdict.OTHER_BLOCK : ProofVerdict.HOLDS;
  }

  private ProofVerdict transaction() {
    TransactionProof proof = receipt.transaction();
    Optional<BitcoinTransaction> parsed =
        Optional.of(proof.bytes())
            .filter(bytes -> bytes.length != FORGEABLE_LENGTH)
            .flatMap(BitcoinTransaction::parse)
            .filter(transaction -> Arrays.equals(transaction.strippedBytes(), proof.bytes()))
            .filter(transaction -> transaction.id().equals(proof.id()));
    if (parsed.isEmpty()) {
      return ProofVerdict.TRANSACTION;
    }
    byte[] root = receipt.block().header().merkleRoot();
    if (proof
        .merkle()
        .root(parsed.get().hash())
        .filter(hash -> Arrays.equals(hash, root))
        .isEmpty()) {
      return ProofVerdict.MERKLE_PATH;
    }
    Optional<AnchorPayload> anchor = parsed.get().firstDataOutput().flatMap(AnchorPayload::decode);
    if (anchor.isEmpty()) {
      return ProofVerdict.NO_ANCHOR;
    }
    return anchor.get().equals(receipt.anchor()) ? ProofVerdict.HOLDS : ProofVerdict.OTHER_ANCHOR;
  }

  private ProofVerdict claimPath() {
    ClaimProof claim = receipt.claim();
    return leads(claim.file().digest(), claim.path(), claim.steps())
        ? ProofVerdict.HOLDS
        : ProofVerdict.BATCH_PATH;
  }

  private ProofVerdict workPath() {
    if (receipt.work().isEmpty()) {
      return ProofVerdict.HOLDS;
    }
    WorkProof work = receipt.work().get();
    List<HashStep> steps = work.steps().steps();
    Optional<String> beside =
        new BatchMember(
                receipt.claim().path(), receipt.claim().file(), Optional.of(receipt.claim().file()))
            .workPath();
    boolean holds =
        !steps.isEmpty()
            && steps.getFirst().isBare()
            && beside.equals(Optional.of(work.path()))
            && leads(
                steps.getFirst().apply(work.sha256()),
                work.path(),
                new HashPath(steps.subList(1, steps.size())));
    return holds ? ProofVerdict.HOLDS : ProofVerdict.WORK_PATH;
  }

  private boolean leads(Sha256 digest, String path, HashPath steps) {
    return steps.path().equals(Optional.of(path))
        && steps.apply(digest).equals(receipt.anchor().batch().digest());
  }
}
