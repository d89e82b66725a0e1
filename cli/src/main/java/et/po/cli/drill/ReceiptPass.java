package et.po.cli.drill;

import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.proof.Evidence;
import et.po.protocol.proof.MalformedReceiptException;
import et.po.protocol.proof.ProofVerdict;
import et.po.protocol.proof.Receipt;
import et.po.protocol.proof.ReceiptCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/// One look at the receipts of many works, several at once. It is made anew for each look, for
/// blocks may be exchanged in between.
final class ReceiptPass {
  private static final int AT_ONCE = 8;

  private final Node node;
  private final Ledger ledger;
  private final Map<Integer, BlockHeader> headers = new ConcurrentHashMap<>();

  ReceiptPass(Node node, Ledger ledger) {
    this.node = node;
    this.ledger = ledger;
  }

  /// Those without a receipt that holds, in their order.
  ///
  /// @param found told after each work how many have one so far
  List<SignedClaim> without(List<SignedClaim> works, IntConsumer found)
      throws InterruptedException {
    List<SignedClaim> missing = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
    try {
      List<Future<Boolean>> answers =
          works.stream().map(claim -> threads.submit(() -> isProven(claim))).toList();
      for (int i = 0; i < works.size(); i++) {
        if (!answers.get(i).get()) {
          missing.add(works.get(i));
        }
        found.accept(i + 1 - missing.size());
      }
      return missing;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a receipt could not be checked", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean isProven(SignedClaim claim) throws InterruptedException {
    Optional<byte[]> answer = node.receipt(claim.id().hex());
    if (answer.isEmpty()) {
      return false;
    }
    try {
      return holds(Receipt.parse(answer.get()), claim);
    } catch (MalformedReceiptException e) {
      return false;
    }
  }

  /// In the block that the chain has at its height: one that was exchanged proves nothing.
  private boolean holds(Receipt receipt, SignedClaim claim) throws InterruptedException {
    Optional<BlockHeader> header = header(receipt.block().height());
    if (header.isEmpty()) {
      return false;
    }
    Evidence evidence =
        Evidence.NONE
            .withClaimFile(claim.file())
            .withWork(Sha256.ofHex(claim.claim().findString("hash").orElseThrow()))
            .withHeader(header.get());
    return ReceiptCheck.check(receipt, evidence) == ProofVerdict.HOLDS;
  }

  /// Asked for once: many works share a block.
  private Optional<BlockHeader> header(int height) throws InterruptedException {
    BlockHeader known = headers.get(height);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<BlockHeader> header = ledger.header(height);
    header.ifPresent(it -> headers.put(height, it));
    return header;
  }
}
