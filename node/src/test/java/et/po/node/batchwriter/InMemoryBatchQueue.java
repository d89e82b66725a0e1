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
  private final List<BatchEntry> leftOut = new ArrayList<>();
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
  public synchronized void leaveOut(BatchInHand batch, List<Cid> files) {
    Optional<BatchInHand> now = inHand.filter(hand -> hand.number() == batch.number());
    if (now.isEmpty()) {
      return;
    }
    List<BatchEntry> left = new ArrayList<>(now.get().claims());
    for (BatchEntry entry : now.get().claims()) {
      if (files.contains(entry.claimFile())) {
        left.remove(entry);
        leftOut.add(entry);
      }
    }
    inHand =
        left.isEmpty()
            ? Optional.empty()
            : Optional.of(new BatchInHand(batch.number(), batch.layout(), left));
  }

  @Override
  public synchronized List<Cid> leftOut(int most) {
    return leftOut.stream().map(BatchEntry::claimFile).limit(most).toList();
  }

  @Override
  public synchronized long countLeftOut() {
    return leftOut.size();
  }

  @Override
  public synchronized void rejoin(List<Cid> files) {
    for (BatchEntry entry : List.copyOf(leftOut)) {
      if (files.contains(entry.claimFile())) {
        leftOut.remove(entry);
        waiting.add(
            new Waiting(
                new StoredClaim(
                    entry.claimFile().toString(),
                    entry.claimFile().toString(),
                    entry.size(),
                    entry.work().map(Sha256::hex)),
                time.instant()));
      }
    }
  }

  @Override
  public synchronized void close(BatchInHand batch, Cid root) {
    if (inHand.filter(now -> now.number() == batch.number() && !now.equals(batch)).isPresent()) {
      return;
    }
    if (inHand.filter(batch::equals).isPresent()) {
      closed.add(root);
      inHand = Optional.empty();
    } else if (!closed.contains(root)) {
      throw new IllegalStateException("batch " + batch.number() + " was never in hand");
    }
  }
}
