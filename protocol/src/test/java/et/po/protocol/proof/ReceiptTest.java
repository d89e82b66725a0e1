package et.po.protocol.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.batch.BatchPath;
import et.po.protocol.batch.HashPath;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {
  private final AnchoredBatch batch = AnchoredBatch.of(33);
  private final BatchPath path = batch.paths().get(20);
  private final Receipt receipt = batch.receipt(path);
  private final Evidence evidence = batch.evidence(path);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 33, 300})
  void check_everyClaimOfABatch_holds(int claims) throws Exception {
    AnchoredBatch anchored = AnchoredBatch.of(claims);
    for (BatchPath each : anchored.paths()) {
      Receipt made = anchored.receipt(each);
      Receipt read = Receipt.parse(bytes(made));

      assertEquals(made, read);
      assertEquals(ProofVerdict.HOLDS, ReceiptCheck.check(read, anchored.evidence(each)));
      assertEquals(ProofVerdict.HOLDS, ReceiptCheck.check(read, Evidence.NONE));
    }
  }

  @Test
  void check_flatLayout_holdsWithoutWorkAndTimestamp() throws Exception {
    AnchoredBatch flat = AnchoredBatch.flat(20);
    Receipt made = flat.receipt(flat.paths().getFirst());

    assertEquals(
        ProofVerdict.HOLDS,
        ReceiptCheck.check(Receipt.parse(bytes(made)), flat.evidence(flat.paths().getFirst())));
    assertTrue(OtsFile.ofClaim(made).isEmpty());
    assertTrue(OtsFile.ofWork(made).isEmpty());
  }

  @Test
  void check_eachPartExchanged_namesThePart() {
    BatchPath otherPath = batch.paths().get(21);
    Receipt other = batch.receipt(otherPath);
    AnchoredBatch elsewhere = AnchoredBatch.of(34);
    Receipt foreign = elsewhere.receipt(elsewhere.paths().getFirst());

    assertEquals(
        ProofVerdict.CLAIM_FILE,
        ReceiptCheck.check(receipt, evidence.withClaimFile(batch.claimFile(99))));
    assertEquals(
        ProofVerdict.WORK, ReceiptCheck.check(receipt, evidence.withWork(Sha256.of(new byte[1]))));
    assertEquals(
        ProofVerdict.OTHER_BLOCK,
        ReceiptCheck.check(receipt, evidence.withHeader(elsewhere.block().header())));
    assertVerdict(
        ProofVerdict.NO_WORK,
        new Receipt(
            receipt.claim(),
            Optional.empty(),
            receipt.anchor(),
            receipt.transaction(),
            receipt.block()));
    assertVerdict(
        ProofVerdict.CLAIM_ID, claim(new ClaimProof("0".repeat(64), file(), path(), steps())));
    assertVerdict(
        ProofVerdict.BATCH_PATH,
        claim(new ClaimProof(receipt.claim().id(), file(), path(), other.claim().steps())));
    assertVerdict(
        ProofVerdict.BATCH_PATH,
        claim(new ClaimProof(receipt.claim().id(), file(), "f/f.json", steps())));
    WorkProof work = receipt.work().orElseThrow();
    assertVerdict(
        ProofVerdict.WORK_PATH,
        work(new WorkProof(work.sha256(), work.path(), other.work().orElseThrow().steps())));
    assertVerdict(ProofVerdict.WORK_PATH, work(new WorkProof(work.sha256(), path(), work.steps())));
    assertVerdict(
        ProofVerdict.OTHER_ANCHOR, anchored(foreign, receipt.transaction(), receipt.block()));
    assertVerdict(
        ProofVerdict.MERKLE_PATH, anchored(receipt, foreign.transaction(), receipt.block()));
    assertVerdict(
        ProofVerdict.OTHER_BLOCK, anchored(receipt, receipt.transaction(), foreign.block()));
    assertVerdict(
        ProofVerdict.NO_ANCHOR,
        anchored(receipt, TransactionProof.in(batch.block(), 2), receipt.block()));
    BlockProof block = receipt.block();
    assertVerdict(
        ProofVerdict.HEADER,
        anchored(
            receipt,
            receipt.transaction(),
            new BlockProof(block.height(), "0".repeat(64), block.time(), block.header())));
  }

  /// Each character of the receipt is exchanged for one that keeps it well-formed where possible.
  @Test
  void parseAndCheck_anyCharacterChanged_isDetected() {
    byte[] json = bytes(receipt);
    Map<ProofVerdict, Integer> found = new EnumMap<>(ProofVerdict.class);
    int malformed = 0;
    for (int i = 0; i < json.length; i++) {
      byte[] changed = json.clone();
      changed[i] = (byte) (json[i] == '1' ? '2' : json[i] == '9' ? '8' : json[i] ^ 1);
      try {
        Receipt read = Receipt.parse(changed);
        boolean heightOnly = read.block().height() != AnchoredBatch.HEIGHT;
        ProofVerdict verdict =
            heightOnly ? ProofVerdict.UNKNOWN_BLOCK : ReceiptCheck.check(read, evidence);
        assertFalse(verdict.holds(), () -> "a change goes unseen in " + read);
        found.merge(verdict, 1, Integer::sum);
      } catch (MalformedReceiptException e) {
        malformed++;
      }
    }
    System.out.printf(
        "receipt of %d characters, each changed: %d malformed, %s%n",
        json.length, malformed, found);
    for (ProofVerdict verdict :
        new ProofVerdict[] {
          ProofVerdict.CLAIM_FILE,
          ProofVerdict.CLAIM_ID,
          ProofVerdict.WORK,
          ProofVerdict.BATCH_PATH,
          ProofVerdict.WORK_PATH,
          ProofVerdict.OTHER_ANCHOR,
          ProofVerdict.TRANSACTION,
          ProofVerdict.MERKLE_PATH,
          ProofVerdict.HEADER
        }) {
      assertTrue(found.containsKey(verdict), () -> "nothing was found to break " + verdict);
    }
  }

  @Test
  void check_anyByteOfClaimOrWorkChanged_isDetected() {
    byte[] claim = batch.claimFile(batch.number(path));
    for (int i = 0; i < claim.length; i++) {
      byte[] changed = claim.clone();
      changed[i] ^= 1;
      assertEquals(
          ProofVerdict.CLAIM_FILE, ReceiptCheck.check(receipt, evidence.withClaimFile(changed)));
    }
    byte[] work = batch.work(batch.number(path));
    for (int i = 0; i < work.length; i++) {
      byte[] changed = work.clone();
      changed[i] ^= 1;
      assertEquals(
          ProofVerdict.WORK, ReceiptCheck.check(receipt, evidence.withWork(Sha256.of(changed))));
    }
  }

  @Test
  void parse_otherForms_areRefused() {
    String json = receipt.toJson().text();
    for (String other :
        new String[] {
          "",
          "[]",
          "{}",
          json.replace("po.et/1", "po.et/2"),
          json.replaceFirst("\\{", "{\"more\":1,"),
          json.replaceFirst("\"position\":3", "\"position\":3.5"),
          json.replaceFirst("\"position\":3", "\"position\":-3"),
          json.replaceFirst("\"position\":3", "\"position\":99"),
          json.replaceFirst("\"height\":\\d+", "\"height\":1e10"),
          json.replaceFirst("\"network\":\"POET\"", "\"network\":\"POE\""),
          json.replaceFirst("\"merkle\":\\[", "\"merkle\":[\"00\","),
          json.replaceFirst("\"hex\":\"0200", "\"hex\":\"020"),
          json.replaceFirst("\"file\":\"b", "\"file\":\"B"),
          json.replaceFirst("\"claim\":\\{", "\"claim\":7,\"x\":{")
        }) {
      assertThrows(
          MalformedReceiptException.class,
          () -> Receipt.parse(other.getBytes(StandardCharsets.UTF_8)),
          other);
    }
  }

  private Cid file() {
    return receipt.claim().file();
  }

  private String path() {
    return receipt.claim().path();
  }

  private HashPath steps() {
    return receipt.claim().steps();
  }

  private Receipt claim(ClaimProof claim) {
    return new Receipt(
        claim, receipt.work(), receipt.anchor(), receipt.transaction(), receipt.block());
  }

  private Receipt work(WorkProof work) {
    return new Receipt(
        receipt.claim(),
        Optional.of(work),
        receipt.anchor(),
        receipt.transaction(),
        receipt.block());
  }

  private Receipt anchored(Receipt anchor, TransactionProof transaction, BlockProof block) {
    return new Receipt(receipt.claim(), receipt.work(), anchor.anchor(), transaction, block);
  }

  private void assertVerdict(ProofVerdict verdict, Receipt changed) {
    assertEquals(verdict, ReceiptCheck.check(changed, evidence));
  }

  private static byte[] bytes(Receipt receipt) {
    return receipt.toJson().text().getBytes(StandardCharsets.UTF_8);
  }
}
