package et.po.node.proofs;

import et.po.node.ipfs.BlockStore;
import et.po.node.ipfs.NotAskedException;
import et.po.node.works.BlockAnchor;
import et.po.node.works.Placement;
import et.po.node.works.Progress.Anchored;
import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.batch.BatchMember;
import et.po.protocol.batch.BatchPaths;
import et.po.protocol.batch.HashStep;
import et.po.protocol.batch.MalformedBatchException;
import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.bitcoin.MerklePath;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.proof.BlockProof;
import et.po.protocol.proof.ClaimProof;
import et.po.protocol.proof.Evidence;
import et.po.protocol.proof.OtsFile;
import et.po.protocol.proof.Receipt;
import et.po.protocol.proof.ReceiptCheck;
import et.po.protocol.proof.TransactionProof;
import et.po.protocol.proof.WorkProof;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Makes the proofs of anchored claims from the batches' directories and the recorded blocks.
///
/// Anybody may put a claim file into a batch of his own and anchor that before we anchor ours, so
/// every proof is sought in all placements of the file that are listed: it is there if any gives
/// it, and none is given that does not hold.
public final class Proofs {
  private static final Logger LOG = Logger.getLogger(Proofs.class);
  private static final HexFormat HEX = HexFormat.of();

  /// Of steps and transaction, in bytes: what layout 1 needs is far below.
  private static final int LONG = 32 * 1024;

  private final BlockStore blocks;

  /// @param blocks where the directories of batches are
  public Proofs(BlockStore blocks) {
    this.blocks = blocks;
  }

  /// The receipt of the placement that gives most proofs, and the earliest of these; a long one
  /// only where there is none that is not, and then the shortest.
  ///
  /// @throws MissingBlockException if no batch's directories can be had now
  public Receipt receipt(String claimId, Anchored anchored) throws MissingBlockException {
    Drafts drafts = new Drafts(claimId, anchored);
    Optional<Receipt> shortest = Optional.empty();
    for (Placement placement : anchored.placements()) {
      Optional<Receipt> draft = drafts.of(placement);
      if (draft.isPresent() && length(draft.get()) <= LONG) {
        return draft.get();
      }
      shortest =
          Stream.concat(shortest.stream(), draft.stream())
              .min(Comparator.comparingLong(Proofs::length));
    }
    drafts.complainUnless(shortest.isPresent());
    return shortest.orElseThrow(
        () -> new IllegalStateException("no batch of the claim " + claimId + " gives a receipt"));
  }

  private static long length(Receipt receipt) {
    return Stream.concat(
                Stream.of(receipt.claim().steps()), receipt.work().map(WorkProof::steps).stream())
            .flatMap(path -> path.steps().stream())
            .mapToLong(HashStep::length)
            .sum()
        + receipt.transaction().bytes().length;
  }

  /// The claim file's `.ots`, of the earliest placement that gives one; empty where none does, such
  /// as in batches of layout 0, which are too wide.
  public Optional<byte[]> claimTimestamp(String claimId, Anchored anchored)
      throws MissingBlockException {
    List<Placement> placements =
        anchored.placements().stream()
            .sorted(
                Comparator.comparing((Placement placement) -> !placement.portable())
                    .thenComparing(placement -> placement.anchor().height()))
            .toList();
    return timestamp(claimId, anchored, placements, OtsFile::ofClaim);
  }

  /// The `.ots` of the work itself, of the earliest placement that gives one; empty where no batch
  /// has the work's SHA-256 beside the claim.
  public Optional<byte[]> workTimestamp(String claimId, Anchored anchored)
      throws MissingBlockException {
    List<Placement> placements =
        anchored.placements().stream()
            .filter(placement -> placement.workSha256().isPresent())
            .toList();
    return timestamp(claimId, anchored, placements, OtsFile::ofWork);
  }

  private Optional<byte[]> timestamp(
      String claimId,
      Anchored anchored,
      List<Placement> placements,
      Function<Receipt, Optional<byte[]>> form)
      throws MissingBlockException {
    Drafts drafts = new Drafts(claimId, anchored);
    for (Placement placement : placements) {
      Optional<byte[]> file = drafts.of(placement).flatMap(form);
      if (file.isPresent()) {
        return file;
      }
    }
    drafts.complainUnless(false);
    return Optional.empty();
  }

  /// Receipts of a claim's placements. Directories that cannot be had now are somebody's who does
  /// not give them (any more), until no other placement gives the proof.
  private final class Drafts {
    private final String claimId;
    private final Anchored anchored;
    private @Nullable MissingBlockException missing;
    private @Nullable NotAskedException notAsked;

    Drafts(String claimId, Anchored anchored) {
      this.claimId = claimId;
      this.anchored = anchored;
    }

    Optional<Receipt> of(Placement placement) {
      try {
        // Link names in a stranger's directory may be doubled, or have what no path can have.
        return Optional.of(draft(placement))
            .filter(receipt -> ReceiptCheck.check(receipt, Evidence.NONE).holds());
      } catch (MissingBlockException e) {
        missing = e;
      } catch (NotAskedException e) {
        notAsked = e;
      } catch (MalformedBatchException e) {
        LOG.debugf("No proof from the batch %s: %s", placement.batchCid(), e.getMessage());
      }
      return Optional.empty();
    }

    void complainUnless(boolean found) throws MissingBlockException {
      if (!found && missing != null) {
        throw missing;
      }
      if (!found && notAsked != null) {
        throw notAsked;
      }
    }

    private Receipt draft(Placement placement)
        throws MissingBlockException, MalformedBatchException {
      Cid root = Cid.parse(placement.batchCid()).orElseThrow();
      Cid file = Cid.parse(anchored.fileCid()).orElseThrow();
      BlockAnchor anchor = placement.anchor();
      return new Receipt(
          new ClaimProof(
              claimId,
              file,
              placement.path(),
              BatchPaths.pathTo(placement.path(), root, blocks::fetch)),
          work(placement, root, file),
          new AnchorPayload(anchor.prefix(), anchor.version(), anchor.storageProtocol(), root),
          transaction(anchor),
          BlockProof.of(anchor.height(), header(anchor)));
    }
  }

  private Optional<WorkProof> work(Placement placement, Cid root, Cid file)
      throws MissingBlockException, MalformedBatchException {
    if (placement.workSha256().isEmpty()) {
      return Optional.empty();
    }
    Sha256 sha256 = Sha256.ofHex(placement.workSha256().get());
    BatchMember member =
        new BatchMember(placement.path(), file, Optional.of(Cid.raw(Sha256.of(sha256.bytes()))));
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
