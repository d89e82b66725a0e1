package et.po.protocol.bitcoin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitcoinBlockTest {
  private static final String GENESIS_HEADER =
      "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e"
          + "67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c";
  private static final String GENESIS_TRANSACTION =
      "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d01"
          + "04455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66"
          + "207365636f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe"
          + "5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384d"
          + "f7ba0b8d578a4c702b6bf11d5fac00000000";

  @Test
  void parse_genesisBlock_hasItsHashes() {
    BitcoinBlock block =
        BitcoinBlock.parse(hex(GENESIS_HEADER + "01" + GENESIS_TRANSACTION)).orElseThrow();

    assertEquals(
        "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f", block.header().hash());
    assertEquals("2009-01-03T18:15:05Z", block.header().time().toString());
    assertTrue(block.header().meetsTarget());
    assertEquals(
        "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b",
        block.transactions().getFirst().id());
    assertTrue(block.transactions().getFirst().firstDataOutput().isEmpty());
  }

  @Test
  void parse_anyByteOfABlockChanged_isRefusedOrHasAnotherHash() {
    byte[] genesis = hex(GENESIS_HEADER + "01" + GENESIS_TRANSACTION);
    String hash = BitcoinBlock.parse(genesis).orElseThrow().header().hash();
    for (int i = 0; i < genesis.length; i++) {
      byte[] changed = genesis.clone();
      changed[i] ^= 1;
      Optional<BitcoinBlock> block = BitcoinBlock.parse(changed);

      assertFalse(block.isPresent() && block.get().header().hash().equals(hash), "byte " + i);
    }
  }

  @Test
  void meetsTarget_oddBits_isFalse() {
    for (String bits : List.of("00000000", "ffff801d", "ffffff23", "00000020", "ffff0003")) {
      String header = GENESIS_HEADER.substring(0, 144) + bits + GENESIS_HEADER.substring(152);

      assertFalse(BlockHeader.parse(hex(header)).orElseThrow().meetsTarget(), bits);
    }
  }

  @Test
  void id_segwitTransaction_leavesWitnessesOut() {
    byte[] plain = TestTransactions.withOutputs(hex("6a0105"));
    byte[] segwit = TestTransactions.withWitness(plain);
    BitcoinTransaction transaction = BitcoinTransaction.parse(segwit).orElseThrow();

    assertArrayEquals(plain, transaction.strippedBytes());
    assertEquals(BitcoinTransaction.parse(plain).orElseThrow().id(), transaction.id());
    int offset = transaction.firstDataOffset().orElseThrow();
    assertEquals(5, transaction.strippedBytes()[offset]);
  }

  @Test
  void firstDataOutput_severalOutputs_isTheFirstDataOne() {
    byte[] payment = hex("76a914" + "00".repeat(20) + "88ac");
    assertEquals("0102", data(payment, hex("6a020102"), hex("6a0103")));
    assertEquals("", data(hex("6a"), hex("6a020102")));
    assertEquals("", data(hex("6a51"), hex("6a020102")));
    assertEquals("03", data(hex("6a0201"), hex("6a4c0103")));
    assertEquals("03", data(hex("6a0101ac"), hex("6a4d010003")));
    assertEquals("07", data(hex("6a4e0100000007")));
    assertEquals("none", data(payment, hex("")));
  }

  @Test
  void parse_brokenTransactions_areEmpty() {
    byte[] plain = TestTransactions.withOutputs(hex("6a0101"));
    byte[] segwit = TestTransactions.withWitness(plain);
    for (int length = 0; length < plain.length; length++) {
      assertTrue(BitcoinTransaction.parse(Arrays.copyOf(plain, length)).isEmpty());
    }
    for (int length = 0; length < segwit.length; length++) {
      assertTrue(BitcoinTransaction.parse(Arrays.copyOf(segwit, length)).isEmpty());
    }
    assertTrue(BitcoinTransaction.parse(Arrays.copyOf(plain, plain.length + 1)).isEmpty());
    String huge = "01000000" + "ffffffffffffffffff" + "00".repeat(60);
    assertTrue(BitcoinTransaction.parse(hex(huge)).isEmpty());
    String longForm = HexFormat.of().formatHex(plain).replaceFirst("^0200000001", "02000000fd0100");
    assertTrue(BitcoinTransaction.parse(hex(longForm)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6, 7, 8, 100})
  void pathOf_everyTransaction_leadsToTheRoot(int count) {
    List<byte[]> hashes = TestTransactions.hashes(count);
    MerkleTree tree = new MerkleTree(hashes);
    for (int i = 0; i < count; i++) {
      MerklePath path = tree.pathOf(i);
      assertArrayEquals(tree.root(), path.root(hashes.get(i)).orElseThrow());
    }
    assertFalse(tree.repeatsItself());
  }

  @Test
  void repeatsItself_lastTransactionTwice_isTrueAndPathRefused() {
    List<byte[]> three = TestTransactions.hashes(3);
    List<byte[]> four = List.of(three.get(0), three.get(1), three.get(2), three.get(2));

    assertArrayEquals(new MerkleTree(three).root(), new MerkleTree(four).root());
    assertTrue(new MerkleTree(four).repeatsItself());
    assertTrue(new MerkleTree(four).pathOf(3).root(three.get(2)).isEmpty());
  }

  @Test
  void merklePath_positionBeyondItsSteps_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new MerklePath(List.of(), 1));
    assertThrows(IllegalArgumentException.class, () -> new MerklePath(List.of(new byte[31]), 0));
  }

  private static String data(byte[]... scripts) {
    return BitcoinTransaction.parse(TestTransactions.withOutputs(scripts))
        .orElseThrow()
        .firstDataOutput()
        .map(HexFormat.of()::formatHex)
        .orElse("none");
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
