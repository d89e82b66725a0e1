package et.po.node.batchwriter;

import et.po.node.messages.Message.StoredClaim;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A queue in memory, for tests: strict about what is closed.
final class InMemoryBatchQueue implements BatchQueue {
  private record Waiting(StoredClaim claim, Instant stored) {
    boolean isFlat() {
      return claim.fileCid().startsWith("Qm");
    }

    BatchEntry entry() {
      return new BatchEntry(
          Cid.parse(claim.fileCid()).orElseThrow(),
          claim.size(),
          claim.workSha256().map(Sha256::ofHex));
    }
  }

  private final InstantSource time;
  private final Set<String> known = new HashSet<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Set<Cid> closed = new HashSet<>();
  private Optional<BatchInHand> inHand = Optional.empty();
  private long batches;

  InMemoryBatchQueue(InstantSource time) {
    this.time = time;
  }

  @Override
  public synchronized void add(List<StoredClaim> claims) {
    for (StoredClaim claim : claims) {
      if (known.add(claim.claimId())) {
        waiting.add(new Waiting(claim, time.instant()));
      }
    }
  }

  @Override
  public synchronized Optional<BatchInHand> current(
      Duration longestWait, int size, BatchLayout layout) {
    if (inHand.isEmpty() && isDue(longestWait, Math.min(size, layout.capacity()))) {
      inHand = Optional.of(choose(size, layout));
    }
    return inHand;
  }

  private boolean isDue(Duration longestWait, int size) {
    return !waiting.isEmpty()
        && (waiting.size() >= size
            || !waiting.getFirst().stored().plus(longestWait).isAfter(time.instant()));
  }

  private BatchInHand choose(int size, BatchLayout layout) {
    boolean flat = waiting.getFirst().isFlat();
    BatchLayout chosen = flat ? BatchLayout.FLAT : layout;
    List<Waiting> oldest =
        waiting.stream()
            .filter(claim -> layout == BatchLayout.FLAT || claim.isFlat() == flat)
            .limit(Math.min(size, chosen.capacity()))
            .toList();
    waiting.removeAll(oldest);
    return new BatchInHand(++batches, chosen, oldest.stream().map(Waiting::entry).toList());
  }

  @Override
  public synchronized void close(BatchInHand batch, Cid root) {
    if (inHand.filter(batch::equals).isPresent()) {
      closed.add(root);
      inHand = Optional.empty();
    } else if (!closed.contains(root)) {
      throw new IllegalStateException("batch " + batch.number() + " was never in hand");
    }
  }
}
