package et.po.protocol.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.batch.BatchPath;
import et.po.protocol.bitcoin.BlockHeader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtsFileTest {
  private static final String BITCOIN_5 = "000588960d73d719010105";
  private static final String PENDING = "0083dfe30d2ef90c8e0c0b68747470733a2f2f612e62";
  private static final String ZERO = "00".repeat(32);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 17, 33, 257})
  void verify_claimAndWorkOfEveryReceipt_holds(int claims) {
    AnchoredBatch batch = AnchoredBatch.of(claims);
    for (BatchPath path : batch.paths()) {
      Receipt receipt = batch.receipt(path);
      byte[] claim = OtsFile.ofClaim(receipt).orElseThrow();
      byte[] work = OtsFile.ofWork(receipt).orElseThrow();

      assertEquals(ProofVerdict.HOLDS, verify(batch, claim, batch.claimFile(batch.number(path))));
      assertEquals(ProofVerdict.HOLDS, verify(batch, work, batch.work(batch.number(path))));
      assertEquals(
          ProofVerdict.OTHER_FILE, verify(batch, work, batch.claimFile(batch.number(path))));
    }
  }

  @Test
  void verify_anyBitChanged_isDetected() {
    AnchoredBatch batch = AnchoredBatch.of(33);
    BatchPath path = batch.paths().get(17);
    Receipt receipt = batch.receipt(path);
    tamper(
        "claim",
        batch,
        OtsFile.ofClaim(receipt).orElseThrow(),
        batch.claimFile(batch.number(path)));
    tamper("work", batch, OtsFile.ofWork(receipt).orElseThrow(), batch.work(batch.number(path)));
  }

  private static void tamper(String name, AnchoredBatch batch, byte[] ots, byte[] file) {
    Map<ProofVerdict, Integer> found = new EnumMap<>(ProofVerdict.class);
    int malformed = 0;
    for (int i = 0; i < ots.length * 8; i++) {
      byte[] changed = ots.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      if (OtsFile.parse(changed).isEmpty()) {
        malformed++;
        continue;
      }
      ProofVerdict verdict = verify(batch, changed, file);
      int bit = i;
      assertFalse(verdict.holds(), () -> "bit " + bit + " of the " + name + "'s .ots");
      found.merge(verdict, 1, Integer::sum);
    }
    System.out.printf(
        "%s .ots, each of %d bits changed: %d malformed, %s%n",
        name, ots.length * 8, malformed, found);
    assertTrue(found.containsKey(ProofVerdict.OTHER_FILE));
    assertTrue(found.containsKey(ProofVerdict.TIMESTAMP_PATH));
    assertTrue(found.containsKey(ProofVerdict.UNKNOWN_BLOCK));
  }

  @Test
  void parse_forksAndOtherAttestations_areAllRead() {
    String fork =
        "08"
            + ZERO
            + "ff"
            + PENDING
            + "ff"
            + "f00101"
            + "08"
            + BITCOIN_5
            + "f2"
            + "00"
            + "0102030405060708"
            + "00";
    OtsFile file = parse(fork).orElseThrow();

    assertEquals(
        List.of(new OtsAttestation.Pending("https://a.b")), file.timestamp().attestations());
    assertEquals(2, file.timestamp().branches().size());
    assertEquals(List.of(5L), file.attested().stream().map(OtsFile.Attested::height).toList());
  }

  @Test
  void operations_ofTheSpecification_giveKnownResults() {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    assertHex("a9993e364706816aba3e25717850c26c9cd0d89d", OtsOperation.Hash.SHA_1.apply(abc));
    assertHex("8eb208f7e05d987a9b044a8e98c6b087f15a0bfc", OtsOperation.Hash.RIPEMD_160.apply(abc));
    assertHex(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        OtsOperation.Hash.SHA_256.apply(abc));
    assertHex(
        "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
        OtsOperation.Hash.KECCAK_256.apply(abc));
    assertHex("636261", OtsOperation.Rewrite.REVERSE.apply(abc));
    assertHex("363136323633", OtsOperation.Rewrite.HEXLIFY.apply(abc));
    assertTrue(OtsOperation.Rewrite.HEXLIFY.apply(new byte[2049]).isEmpty());
    assertTrue(new OtsOperation.Append(new byte[4096]).apply(abc).isEmpty());
    assertTrue(OtsOperation.Hash.SHA_256.apply(new byte[4097]).isEmpty());
  }

  @Test
  void parse_beyondTheLimits_isEmpty() {
    assertTrue(parse("08" + ZERO + "08".repeat(255) + BITCOIN_5).isPresent());
    assertTrue(parse("08" + ZERO + "08".repeat(256) + BITCOIN_5).isEmpty());
    assertTrue(parse("08" + ZERO + "f0e11f" + "00".repeat(4065) + BITCOIN_5).isEmpty());
    assertTrue(parse("08" + ZERO + "f0e01f" + "00".repeat(4064) + BITCOIN_5).isPresent());
    assertTrue(parse("08" + ZERO + "f000" + BITCOIN_5).isEmpty());
    assertTrue(parse("08" + ZERO + "f3".repeat(8) + BITCOIN_5).isEmpty());
    assertTrue(parse("08" + ZERO + "000102030405060708" + "8040" + "00".repeat(8192)).isPresent());
    assertTrue(parse("08" + ZERO + "000102030405060708" + "8140" + "00".repeat(8193)).isEmpty());
    assertTrue(parse("08" + ZERO + BITCOIN_5 + "00").isEmpty());
    assertTrue(parse("08" + ZERO + "04" + BITCOIN_5).isEmpty());
    assertTrue(parse("04" + ZERO + BITCOIN_5).isEmpty());
    assertTrue(parse("08" + ZERO + "000588960d73d71901020500").isEmpty());
    assertTrue(parse("08" + ZERO + "0083dfe30d2ef90c8e0403612062").isEmpty());
    String bomb = "ff" + "f2".repeat(200) + BITCOIN_5;
    assertTrue(
        parse("08" + ZERO + "f0e01f" + "00".repeat(4064) + bomb.repeat(1000) + BITCOIN_5)
            .isEmpty());
  }

  @Test
  void verify_timestampNotYetInBitcoin_saysSo() {
    OtsFile file = parse("08" + ZERO + PENDING).orElseThrow();

    assertEquals(
        ProofVerdict.NO_BITCOIN_ATTESTATION, file.verify(new byte[32], height -> Optional.empty()));
  }

  private static Optional<OtsFile> parse(String timestamp) {
    String magic = "004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e8929401";
    return OtsFile.parse(HexFormat.of().parseHex(magic + timestamp));
  }

  private static ProofVerdict verify(AnchoredBatch batch, byte[] ots, byte[] file) {
    LongFunction<Optional<BlockHeader>> headers =
        height ->
            height == AnchoredBatch.HEIGHT ? Optional.of(batch.block().header()) : Optional.empty();
    OtsFile read = OtsFile.parse(ots).orElseThrow();
    return read.verify(read.hash().digest(file), headers);
  }

  private static void assertHex(String hex, Optional<byte[]> bytes) {
    assertArrayEquals(HexFormat.of().parseHex(hex), bytes.orElseThrow());
  }
}
