package et.po.protocol;

import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.anchor.AnchorPayload;
import et.po.protocol.bitcoin.BitcoinBlock;
import et.po.protocol.bitcoin.BitcoinTransaction;
import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.claim.ClaimInspector;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.CarReader;
import et.po.protocol.ipfs.CarWriter;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.DagNode;
import et.po.protocol.ipfs.FileImporter;
import et.po.protocol.ipfs.MalformedDagException;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.UnixFs;
import et.po.protocol.json.Json;
import et.po.protocol.json.MalformedJsonException;
import et.po.protocol.proof.AnchoredBatch;
import et.po.protocol.proof.MalformedReceiptException;
import et.po.protocol.proof.OtsFile;
import et.po.protocol.proof.Receipt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Every parser of foreign bytes, over random bytes, valid ones cut at every length, and valid ones
/// with a few bytes changed: nothing but the documented failure, and none takes long.
class ForeignBytesTest {
  private static final long SEED = 20_181_105;
  private static final int RANDOM = 3_000;
  private static final int MUTATED = 3_000;
  private static final int MOST_CUTS = 3_000;
  private static final long MOST_NANOS = 3_000_000_000L;

  /// Reads bytes; whatever it throws is a bug.
  private interface Parser {
    void parse(byte[] bytes) throws IOException;
  }

  private final SplittableRandom random = new SplittableRandom(SEED);
  private int inputs;

  private void feed(String name, byte[] valid, Parser parser) {
    for (int i = 0; i < RANDOM; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      check(name, bytes, parser);
    }
    int step = Math.max(1, valid.length / MOST_CUTS);
    for (int length = 0; length <= valid.length; length += step) {
      check(name, Arrays.copyOf(valid, length), parser);
    }
    for (int i = 0; i < MUTATED; i++) {
      check(name, mutated(valid), parser);
    }
    System.out.println("count: " + inputs + " foreign inputs for " + name + " (seed " + SEED + ")");
    inputs = 0;
  }

  private byte[] mutated(byte[] valid) {
    byte[] bytes = valid.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) 0xff;
        default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 9), (byte) 0xff);
      }
    }
    return bytes;
  }

  private void check(String name, byte[] bytes, Parser parser) {
    long start = System.nanoTime();
    try {
      parser.parse(bytes);
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(name + " over " + java.util.HexFormat.of().formatHex(bytes), e);
    }
    long taken = System.nanoTime() - start;
    assertTrue(taken < MOST_NANOS, () -> name + " took " + taken + " ns");
    inputs++;
  }

  private static void claim(byte[] bytes) {
    try {
      new ClaimInspector().inspect(Json.parse(bytes));
    } catch (MalformedJsonException e) {
      assertTrue(e.getMessage() != null, "a sentence");
    }
  }

  private static void car(byte[] bytes) throws IOException {
    try {
      CarReader.read(new ByteArrayInputStream(bytes), _ -> {});
    } catch (MalformedDagException | EOFException e) {
      assertTrue(e.getMessage() != null, "a sentence");
    }
  }

  private static void receipt(byte[] bytes) {
    try {
      Receipt.parse(bytes);
    } catch (MalformedReceiptException e) {
      assertTrue(e.getMessage() != null, "a sentence");
    }
  }

  /// Reads a file whose root is these very bytes, as a hostile peer would make it.
  private static void unixFs(byte[] bytes) throws IOException {
    Block root = Block.dagPb(bytes);
    try {
      UnixFs.read(
          root.cid(),
          cid -> cid.equals(root.cid()) ? Optional.of(root) : Optional.empty(),
          1_000_000,
          OutputStream.nullOutputStream());
    } catch (MalformedDagException | MissingBlockException e) {
      assertTrue(e.getMessage() != null, "a sentence");
    }
  }

  @Test
  void parse_foreignClaims_neverThrows() throws IOException, MalformedJsonException {
    for (String name : List.of("12-contributors-mixed-kinds", "24-typed-terms", "36-rsa-work")) {
      Path file = Path.of(System.getProperty("vectors.directory"), "claims", name + ".json");
      String claim =
          ((et.po.protocol.json.JsonObject) Json.parse(Files.readAllBytes(file)))
              .find("signed")
              .orElseThrow()
              .text();
      feed("claims", claim.getBytes(StandardCharsets.UTF_8), ForeignBytesTest::claim);
    }
  }

  @Test
  void parse_foreignBlocks_neverThrows() throws IOException {
    ByteArrayOutputStream car = new ByteArrayOutputStream();
    java.util.ArrayList<Block> blocks = new java.util.ArrayList<>();
    Cid root = FileImporter.importFile(new ByteArrayInputStream(new byte[600_000]), blocks::add);
    CarWriter.write(car, root, blocks.subList(1, blocks.size()));
    byte[] node = blocks.getLast().data();
    feed("dag-pb", node, DagNode::decode);
    feed("UnixFS", node, ForeignBytesTest::unixFs);
    feed("CAR", Arrays.copyOf(car.toByteArray(), 3_000), ForeignBytesTest::car);
  }

  @Test
  void parse_foreignBitcoinAndProofs_neverThrows() {
    AnchoredBatch batch = AnchoredBatch.of(33);
    Receipt receipt = batch.receipt(batch.paths().getFirst());
    feed("anchor payloads", batch.anchor().encode(), AnchorPayload::decode);
    feed("block headers", batch.block().header().bytes(), BlockHeader::parse);
    feed("transactions", receipt.transaction().bytes(), BitcoinTransaction::parse);
    feed("blocks", batch.blockBytes(), BitcoinBlock::parse);
    feed(".ots files", OtsFile.ofClaim(receipt).orElseThrow(), OtsFile::parse);
    feed(
        "receipts",
        receipt.toJson().text().getBytes(StandardCharsets.UTF_8),
        ForeignBytesTest::receipt);
  }
}
