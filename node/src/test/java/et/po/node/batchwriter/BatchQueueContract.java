package et.po.node.batchwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.batchwriter.BatchQueue.BatchInHand;
import et.po.node.messages.Message.StoredClaim;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What [BatchQueue] promises, whoever keeps the promise.
abstract class BatchQueueContract {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration AT_ONCE = Duration.ZERO;

  /// The queue, as a writer finds it that starts anew on what the last one left.
  abstract BatchQueue queue();

  static StoredClaim raw(int number) {
    byte[] content = ("claim " + number).getBytes(StandardCharsets.UTF_8);
    return new StoredClaim(
        Sha256.of(content).hex(), Block.raw(content).cid().toString(), 7, Optional.empty());
  }

  static StoredClaim wrapped(int number) {
    Sha256 digest = Sha256.of(("wrapped " + number).getBytes(StandardCharsets.UTF_8));
    return new StoredClaim(digest.hex(), Cid.v0(digest).toString(), 7, Optional.empty());
  }

  static List<StoredClaim> raw(int from, int to) {
    return IntStream.range(from, to).mapToObj(BatchQueueContract::raw).toList();
  }

  private static Set<String> files(List<StoredClaim> claims) {
    Set<String> files = new HashSet<>();
    claims.forEach(claim -> files.add(claim.fileCid()));
    return files;
  }

  private static Set<String> files(BatchInHand batch) {
    Set<String> files = new HashSet<>();
    batch.claims().forEach(claim -> files.add(claim.claimFile().toString()));
    return files;
  }

  private static Cid root(BatchInHand batch) {
    return batch.layout().build(batch.claims()).root();
  }

  private Optional<BatchInHand> current(Duration wait, int size) throws Exception {
    return queue().current(wait, size, BatchLayout.TREE);
  }

  @Test
  void nothingWaiting_isNoBatch() throws Exception {
    assertEquals(Optional.empty(), current(AT_ONCE, 1));
  }

  @Test
  void fewAndYoung_waitForCompany() throws Exception {
    queue().add(raw(0, 9));

    assertEquals(Optional.empty(), current(LONG, 10));
  }

  @Test
  void old_areABatchHoweverFew() throws Exception {
    queue().add(raw(0, 1));

    assertEquals(files(raw(0, 1)), files(current(AT_ONCE, 10).orElseThrow()));
  }

  @Test
  void enough_areABatchAtOnce_andNoMoreThanThat() throws Exception {
    queue().add(raw(0, 25));

    BatchInHand first = current(LONG, 10).orElseThrow();
    assertEquals(10, first.claims().size());
    queue().close(first, root(first));
    BatchInHand second = current(LONG, 10).orElseThrow();
    queue().close(second, root(second));
    assertEquals(Optional.empty(), current(LONG, 10));
    Set<String> both = new HashSet<>(files(first));
    assertTrue(both.addAll(files(second)));
    assertEquals(20, both.size());
  }

  @Test
  void oldestComeFirst() throws Exception {
    queue().add(raw(0, 5));
    queue().add(raw(5, 10));

    assertEquals(files(raw(0, 5)), files(current(LONG, 5).orElseThrow()));
  }

  @Test
  void inHand_neverChanges() throws Exception {
    queue().add(raw(0, 5));
    BatchInHand first = current(AT_ONCE, 10).orElseThrow();
    queue().add(raw(5, 30));

    BatchInHand again = queue().current(AT_ONCE, 3, BatchLayout.FLAT).orElseThrow();
    assertEquals(first.number(), again.number());
    assertEquals(first.layout(), again.layout());
    assertEquals(files(first), files(again));
  }

  @Test
  void closedTwice_isClosedOnce() throws Exception {
    queue().add(raw(0, 5));
    BatchInHand batch = current(AT_ONCE, 10).orElseThrow();
    queue().close(batch, root(batch));
    queue().close(batch, root(batch));

    assertEquals(Optional.empty(), current(AT_ONCE, 10));
  }

  @Test
  void addedAgain_joinsNoSecondBatch() throws Exception {
    queue().add(raw(0, 5));
    queue().add(raw(3, 7));
    queue().add(List.of(raw(7), raw(7)));
    BatchInHand batch = current(AT_ONCE, 100).orElseThrow();
    queue().close(batch, root(batch));
    queue().add(raw(0, 8));

    assertEquals(8, batch.claims().size());
    assertEquals(Optional.empty(), current(AT_ONCE, 1));
  }

  private static List<Cid> cids(List<StoredClaim> claims) {
    return claims.stream().map(claim -> Cid.parse(claim.fileCid()).orElseThrow()).toList();
  }

  @Test
  void leftOut_areInNoBatch_untilTheyRejoin() throws Exception {
    queue().add(raw(0, 5));
    BatchInHand whole = current(AT_ONCE, 10).orElseThrow();
    queue().leaveOut(whole, cids(raw(1, 3)));
    queue().leaveOut(whole, cids(raw(1, 3)));
    assertEquals(2, queue().countLeftOut());
    assertEquals(Set.copyOf(cids(raw(1, 3))), Set.copyOf(queue().leftOut(10)));
    assertEquals(1, queue().leftOut(1).size());

    BatchInHand rest = current(AT_ONCE, 10).orElseThrow();
    assertEquals(whole.number(), rest.number());
    assertEquals(3, rest.claims().size());
    // Whoever had it in hand as it was.
    queue().close(whole, root(whole));
    assertEquals(files(rest), files(current(AT_ONCE, 10).orElseThrow()));
    queue().close(rest, root(rest));
    queue().leaveOut(rest, cids(raw(0, 1)));
    assertEquals(2, queue().countLeftOut());
    assertEquals(Optional.empty(), current(AT_ONCE, 1));

    queue().add(raw(1, 3));
    assertEquals(Optional.empty(), current(AT_ONCE, 1));
    queue().rejoin(cids(raw(1, 2)));
    queue().rejoin(cids(raw(1, 2)));
    assertEquals(files(raw(1, 2)), files(current(AT_ONCE, 10).orElseThrow()));
    assertEquals(cids(raw(2, 3)), queue().leftOut(10));
  }

  @Test
  void batchWithoutAnyClaimLeft_isNone() throws Exception {
    queue().add(raw(0, 2));
    BatchInHand batch = current(AT_ONCE, 10).orElseThrow();
    queue().leaveOut(batch, cids(raw(0, 2)));
    assertEquals(Optional.empty(), current(AT_ONCE, 1));
    queue().add(raw(2, 3));

    assertEquals(files(raw(2, 3)), files(current(AT_ONCE, 10).orElseThrow()));
  }

  @Test
  void noClaims_canBeAdded() throws Exception {
    queue().add(List.of());

    assertEquals(Optional.empty(), current(AT_ONCE, 1));
  }

  @Test
  void work_staysWithItsClaim() throws Exception {
    Sha256 work = Sha256.of(new byte[] {1});
    StoredClaim claim = raw(1);
    queue()
        .add(
            List.of(new StoredClaim(claim.claimId(), claim.fileCid(), 9, Optional.of(work.hex()))));

    assertEquals(
        List.of(new BatchEntry(Cid.parse(claim.fileCid()).orElseThrow(), 9, Optional.of(work))),
        current(AT_ONCE, 1).orElseThrow().claims());
  }

  /// The setting may change while claims wait; what was stored for the other layout is batched as
  /// that, and every batch can be built.
  @Test
  void claimsStoredForTheOtherLayout_areBatchedAsThat() throws Exception {
    queue().add(List.of(wrapped(1), wrapped(2)));
    queue().add(raw(0, 3));
    queue().add(List.of(wrapped(3)));
    List<String> layouts = new ArrayList<>();
    Set<String> batched = new HashSet<>();
    Optional<BatchInHand> batch = current(AT_ONCE, 100);
    while (batch.isPresent()) {
      layouts.add(batch.get().layout() + " " + batch.get().claims().size());
      assertTrue(batched.addAll(files(batch.get())));
      queue().close(batch.get(), root(batch.get()));
      batch = current(AT_ONCE, 100);
    }

    assertEquals(List.of("FLAT 3", "TREE 3"), layouts);
    assertEquals(6, batched.size());
  }

  @Test
  void flat_takesFilesOfEitherKind() throws Exception {
    queue().add(List.of(wrapped(1)));
    queue().add(raw(0, 2));

    BatchInHand batch = queue().current(AT_ONCE, 100, BatchLayout.FLAT).orElseThrow();
    assertEquals(BatchLayout.FLAT, batch.layout());
    assertEquals(3, batch.claims().size());
    root(batch);
  }
}
