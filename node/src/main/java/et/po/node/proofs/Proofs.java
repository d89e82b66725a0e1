package et.po.node.proofs;

import et.po.node.ipfs.BlockStore;
import et.po.node.works.BlockAnchor;
import et.po.node.works.Progress.Anchored;
import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.batch.BatchMember;
import et.po.protocol.batch.BatchPaths;
import et.po.protocol.batch.MalformedBatchException;
import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.bitcoin.MerklePath;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.proof.BlockProof;
import et.po.protocol.proof.ClaimProof;
import et.po.protocol.proof.OtsFile;
import et.po.protocol.proof.Receipt;
import et.po.protocol.proof.TransactionProof;
import et.po.protocol.proof.WorkProof;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/// Makes the proofs of anchored claims from the batch's directories and the recorded block.
public final class Proofs {
  private static final HexFormat HEX = HexFormat.of();

  private final BlockStore blocks;

  /// @param blocks where the directories of batches are
  public Proofs(BlockStore blocks) {
    this.blocks = blocks;
  }

  /// The receipt for the claim's earliest anchor.
  ///
  /// @throws MissingBlockException if a directory of the batch cannot be had now
  public Receipt receipt(String claimId, Anchored anchored) throws MissingBlockException {
    return receipt(claimId, anchored, anchored.anchor());
  }

  /// The claim file's `.ots`; empty for a batch of layout 0, whose claim files are not raw blocks.
  public Optional<byte[]> claimTimestamp(String claimId, Anchored anchored)
      throws MissingBlockException {
    return timestamp(claimId, anchored, OtsFile::ofClaim);
  }

  /// The `.ots` of the work itself; empty where the batch does not have the work's SHA-256.
  public Optional<byte[]> workTimestamp(String claimId, Anchored anchored)
      throws MissingBlockException {
    return timestamp(claimId, anchored, OtsFile::ofWork);
  }

  /// Of the earliest anchor whose transaction a timestamp can carry: anybody may anchor our batch
  /// again, in a transaction that is too large.
  private Optional<byte[]> timestamp(
      String claimId, Anchored anchored, Function<Receipt, Optional<byte[]>> form)
      throws MissingBlockException {
    for (BlockAnchor anchor : anchored.anchors()) {
      Optional<byte[]> file = form.apply(receipt(claimId, anchored, anchor));
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  private Receipt receipt(String claimId, Anchored anchored, BlockAnchor anchor)
      throws MissingBlockException {
    try {
      Cid root = Cid.parse(anchored.batchCid()).orElseThrow();
      Cid file = Cid.parse(anchored.fileCid()).orElseThrow();
      ClaimProof claim =
          new ClaimProof(
              claimId,
              file,
              anchored.path(),
              BatchPaths.pathTo(anchored.path(), root, blocks::fetch));
      return new Receipt(
          claim,
          work(anchored, root, file),
          new AnchorPayload(anchor.prefix(), anchor.version(), anchor.storageProtocol(), root),
          transaction(anchor),
          BlockProof.of(anchor.height(), header(anchor)));
    } catch (MalformedBatchException e) {
      throw new IllegalStateException(
          "the batch " + anchored.batchCid() + " was read and is none now", e);
    }
  }

  private Optional<WorkProof> work(Anchored anchored, Cid root, Cid file)
      throws MissingBlockException, MalformedBatchException {
    if (anchored.workSha256().isEmpty()) {
      return Optional.empty();
    }
    Sha256 sha256 = Sha256.ofHex(anchored.workSha256().get());
    BatchMember member =
        new BatchMember(anchored.path(), file, Optional.of(Cid.raw(Sha256.of(sha256.bytes()))));
    String path = member.workPath().orElseThrow();
    return Optional.of(
        new WorkProof(sha256, path, BatchPaths.pathTo(path, root, blocks::fetch).fromWork()));
  }

  private static TransactionProof transaction(BlockAnchor anchor) {
    return new TransactionProof(
        anchor.transactionId(),
        HEX.parseHex(anchor.transactionHex()),
        new MerklePath(
            anchor.merklePath().stream().map(HEX::parseHex).toList(), anchor.position()));
  }

  private static BlockHeader header(BlockAnchor anchor) {
    return BlockHeader.parse(HEX.parseHex(anchor.headerHex())).orElseThrow();
  }
}
