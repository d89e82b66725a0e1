package et.po.node;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.database.Database;
import et.po.node.ipfs.Pins;
import et.po.node.messages.Message.AcceptedClaim;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.StoredClaim;
import et.po.node.proofs.Proofs;
import et.po.node.testing.Claims;
import et.po.node.testing.InMemoryBlocks;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.TestChain;
import et.po.node.testing.TestRoles;
import et.po.node.works.Progress.Anchored;
import et.po.node.works.Works;
import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.proof.Evidence;
import et.po.protocol.proof.OtsFile;
import et.po.protocol.proof.ProofVerdict;
import et.po.protocol.proof.Receipt;
import et.po.protocol.proof.ReceiptCheck;
import io.agroal.api.AgroalDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What anybody may do to our claims, which are public: put them into batches of his own, and
/// anchor those, or ours, as whatever he likes, before we do.
class OthersAnchorsTest {
  private static final int OURS = 3;
  private static final int STRANGERS = 120;
  private static final int LARGEST_RECEIPT = 32 * 1024;

  @TempDir Path directory;

  private final AgroalDataSource source = NodeDatabase.pooled();
  private final InMemoryBlocks blocks = new InMemoryBlocks();
  private final TestRoles roles = new TestRoles(source, blocks, Pins.NONE);
  private final Works works = new Works(new Database(source), InstantSource.system());
  private final Proofs proofs = new Proofs(blocks);
  private final List<SignedClaim> claims =
      IntStream.range(0, STRANGERS).mapToObj(Claims::signed).toList();
  private TestChain chain;

  @BeforeEach
  void start() throws Exception {
    chain = new TestChain(directory);
    chain.mine(110);
    claims.forEach(claim -> blocks.store(List.of(file(claim))));
    roles.startFollower(chain, List.of());
    List<AcceptedClaim> ours = new ArrayList<>();
    List<StoredClaim> stored = new ArrayList<>();
    for (SignedClaim claim : claims.subList(0, OURS)) {
      String id = claim.id().hex();
      String json = new String(claim.file(), StandardCharsets.UTF_8);
      Optional<String> work = Optional.of(workOf(claim).hex());
      ours.add(new AcceptedClaim(id, json, work));
      stored.add(new StoredClaim(id, file(claim).cid().toString(), claim.file().length, work));
    }
    roles.publish(new ClaimsAccepted(ours));
    roles.publish(new ClaimsStored(stored));
  }

  @AfterEach
  void stop() {
    roles.close();
    chain.close();
    source.close();
  }

  private static Block file(SignedClaim claim) {
    return new Block(Cid.raw(Sha256.of(claim.file())), claim.file());
  }

  private static Sha256 workOf(SignedClaim claim) {
    return Sha256.of(("work of " + claim.id()).getBytes(StandardCharsets.UTF_8));
  }

  private static BatchEntry entry(SignedClaim claim, Optional<Sha256> work) {
    return new BatchEntry(file(claim).cid(), claim.file().length, work);
  }

  private Batch batch(BatchLayout layout, List<BatchEntry> entries) {
    Batch batch = layout.build(entries);
    blocks.store(batch.directories());
    return batch;
  }

  private Batch ours() {
    return batch(
        BatchLayout.TREE,
        claims.subList(0, OURS).stream()
            .map(claim -> entry(claim, Optional.of(workOf(claim))))
            .toList());
  }

  /// A directory of so many claim files, ours among them.
  private Batch strangers(int claimFiles) {
    return batch(
        BatchLayout.FLAT,
        claims.subList(0, claimFiles).stream()
            .map(claim -> entry(claim, Optional.empty()))
            .toList());
  }

  /// Anchors it as this version, in a block of its own, and returns the transaction's id.
  private String anchor(Batch batch, int version) throws Exception {
    String id =
        chain.sendData(List.of(new AnchorPayload("POET", version, 0, batch.root()).encode()));
    chain.mine(1);
    awaitTip();
    eventually(
        "the batch is read",
        () ->
            roles.ask("select 1 from batch_reader.batch where done is null").isEmpty()
                && !roles
                    .ask(
                        "select 1 from view.member where layout = ? and batch_cid = ?",
                        version,
                        batch.root().toString())
                    .isEmpty()
                && roles.ask("select 1 from storage_reader.file where done is null").isEmpty());
    return id;
  }

  private void awaitTip() throws Exception {
    String tip = chain.bitcoin().tip().hash();
    eventually(
        "the tip is shown", () -> roles.ask("select hash from view.tip").equals(List.of(tip)));
  }

  private Anchored anchored(SignedClaim claim) throws Exception {
    eventually(
        "it is anchored",
        () ->
            works.find(claim.id().hex()).stream().anyMatch(w -> w.progress() instanceof Anchored));
    return (Anchored) works.find(claim.id().hex()).orElseThrow().progress();
  }

  private void hasEveryProof(SignedClaim claim) throws Exception {
    Anchored anchored = anchored(claim);
    String id = claim.id().hex();
    Receipt receipt = proofs.receipt(id, anchored);
    Evidence evidence =
        Evidence.NONE
            .withClaimFile(claim.file())
            .withWork(workOf(claim))
            .withHeader(receipt.block().header());
    assertEquals(ProofVerdict.HOLDS, ReceiptCheck.check(receipt, evidence));
    assertEquals(anchored.placement().anchor().transactionId(), receipt.transaction().id());
    int length = receipt.toJson().text().length();
    assertTrue(length <= LARGEST_RECEIPT, "a receipt of " + length);
    OtsFile ofClaim =
        OtsFile.parse(proofs.claimTimestamp(id, anchored).orElseThrow()).orElseThrow();
    assertArrayEquals(Sha256.of(claim.file()).bytes(), ofClaim.digest());
    OtsFile ofWork = OtsFile.parse(proofs.workTimestamp(id, anchored).orElseThrow()).orElseThrow();
    assertArrayEquals(workOf(claim).bytes(), ofWork.digest());
  }

  @Test
  void strangersFlatBatchBeforeOurs_takesNoProof() throws Exception {
    anchor(strangers(STRANGERS), 0);
    SignedClaim claim = claims.getFirst();
    assertEquals(Optional.empty(), proofs.workTimestamp(claim.id().hex(), anchored(claim)));
    String ours = anchor(ours(), 1);
    for (SignedClaim each : claims.subList(0, OURS)) {
      hasEveryProof(each);
    }
    assertEquals(ours, anchored(claim).placement().anchor().transactionId());
  }

  @Test
  void oursLeavesTheChain_strangersProvesMeanwhile_andOursAgainAfterwards() throws Exception {
    String first = anchor(strangers(STRANGERS), 0);
    String block = chain.bitcoin().tip().hash();
    String ours = anchor(ours(), 1);
    SignedClaim claim = claims.getFirst();
    hasEveryProof(claim);
    chain.invalidate(chain.bitcoin().tip().hash());
    chain.mineEmpty(2);
    awaitTip();
    Receipt receipt = proofs.receipt(claim.id().hex(), anchored(claim));
    assertEquals(first, receipt.transaction().id());
    assertEquals(block, receipt.block().hash());
    assertEquals(
        ProofVerdict.HOLDS, ReceiptCheck.check(receipt, Evidence.NONE.withClaimFile(claim.file())));
    chain.mine(1);
    awaitTip();
    hasEveryProof(claim);
    assertEquals(ours, anchored(claim).placement().anchor().transactionId());
  }

  /// Whoever follows one anchor is told of it as long as it is there, whatever others there are.
  @Test
  void anchorThatIsAskedFor_isShown_unlessItLeftTheChain() throws Exception {
    String first = anchor(strangers(STRANGERS), 0);
    String ours = anchor(ours(), 1);
    String id = claims.getFirst().id().hex();
    for (String asked : List.of(first, ours)) {
      Anchored shown = (Anchored) works.find(id, Optional.of(asked)).orElseThrow().progress();
      assertEquals(asked, shown.placement().anchor().transactionId());
    }
    Anchored other =
        (Anchored) works.find(id, Optional.of("0".repeat(64))).orElseThrow().progress();
    assertEquals(ours, other.placement().anchor().transactionId());
  }

  @Test
  void ourBatchAsLayout0BeforeOurs_keepsItsWorks() throws Exception {
    anchor(ours(), 0);
    anchor(ours(), 1);
    for (SignedClaim claim : claims.subList(0, OURS)) {
      hasEveryProof(claim);
    }
  }

  @Test
  void ourBatchAsLayout1BeforeOurs_hasTheEarliestAnchor() throws Exception {
    String first = anchor(ours(), 1);
    anchor(ours(), 1);
    hasEveryProof(claims.getFirst());
    assertEquals(first, anchored(claims.getFirst()).placement().anchor().transactionId());
  }

  /// The digest beside a claim is whatever who made the batch put there.
  @Test
  void strangersBatchWithAnotherWork_isNoProofOfThatWork() throws Exception {
    SignedClaim claim = claims.getFirst();
    Sha256 other = Sha256.of(new byte[] {1});
    anchor(batch(BatchLayout.TREE, List.of(entry(claim, Optional.of(other)))), 1);
    Anchored before = anchored(claim);
    assertEquals(Optional.empty(), proofs.workTimestamp(claim.id().hex(), before));
    assertEquals(Optional.empty(), proofs.receipt(claim.id().hex(), before).work());
    anchor(ours(), 1);
    hasEveryProof(claim);
  }

  /// On a node that took neither claim nor work.
  @Test
  void workThatTheClaimNames_isNoOtherWhateverABatchSays() throws Exception {
    Sha256 work = Sha256.of(new byte[] {2});
    SignedClaim claim = Claims.naming(work.hex());
    blocks.store(List.of(file(claim)));
    String id = claim.id().hex();
    anchor(batch(BatchLayout.TREE, List.of(entry(claim, Optional.of(Sha256.of(new byte[1]))))), 1);
    assertEquals(Optional.of(work.hex()), anchored(claim).workSha256());
    assertEquals(Optional.empty(), proofs.workTimestamp(id, anchored(claim)));
    anchor(batch(BatchLayout.TREE, List.of(entry(claim, Optional.of(work)))), 1);
    OtsFile given =
        OtsFile.parse(proofs.workTimestamp(id, anchored(claim)).orElseThrow()).orElseThrow();
    assertArrayEquals(work.bytes(), given.digest());
  }

  @Test
  void directoriesThatAStrangerDoesNotGiveAnyMore_takeNoProof() throws Exception {
    SignedClaim claim = claims.getFirst();
    Batch strangers = batch(BatchLayout.TREE, List.of(entry(claim, Optional.of(workOf(claim)))));
    anchor(strangers, 1);
    anchor(ours(), 1);
    blocks.lose(strangers.root());
    String id = claim.id().hex();
    assertTrue(proofs.claimTimestamp(id, anchored(claim)).isPresent());
    assertTrue(proofs.workTimestamp(id, anchored(claim)).isPresent());
    assertEquals(
        ProofVerdict.HOLDS, ReceiptCheck.check(proofs.receipt(id, anchored(claim)), Evidence.NONE));
  }

  /// Or it would take all places.
  @Test
  void oneBatchInManyTransactions_isListedForThreeOfThem() throws Exception {
    Batch ours = ours();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(anchor(ours, 1));
    }
    String id = claims.getFirst().id().hex();
    hasEveryProof(claims.getFirst());
    assertEquals(ids.subList(0, 3), transactions(anchored(claims.getFirst())));
    Anchored last = (Anchored) works.find(id, Optional.of(ids.get(4))).orElseThrow().progress();
    assertEquals(List.of(ids.get(4), ids.get(0), ids.get(1)), transactions(last));
  }

  private static List<String> transactions(Anchored anchored) {
    return anchored.placements().stream()
        .map(placement -> placement.anchor().transactionId())
        .toList();
  }

  /// However many anchors come before ours.
  @Test
  void manyStrangersBatches_takeNoProof() throws Exception {
    for (int i = 0; i < 40; i++) {
      Batch strangers = strangers(STRANGERS - i);
      chain.sendData(List.of(new AnchorPayload("POET", 0, 0, strangers.root()).encode()));
      if (i % 10 == 9) {
        chain.mine(1);
      }
    }
    anchor(ours(), 1);
    hasEveryProof(claims.getFirst());
    assertEquals(32, anchored(claims.getFirst()).placements().size());
  }
}
