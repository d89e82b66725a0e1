package et.po.protocol.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import et.po.protocol.batch.BatchPath;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.CarWriter;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our proofs and batches, checked by the stock OpenTimestamps and IPFS libraries.
@Tag("real")
class StockChecksTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final int MOST_CHECKED = 40;

  @TempDir Path work;

  private static List<BatchPath> some(AnchoredBatch batch) {
    List<BatchPath> all = batch.paths();
    List<BatchPath> some = new ArrayList<>();
    int step = Math.max(1, all.size() / MOST_CHECKED);
    for (int i = 0; i < all.size(); i += step) {
      some.add(all.get(i));
    }
    return some;
  }

  private static String proof(byte[] ots, Sha256 digest, byte[] header) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("ots", new JsonString(HEX.formatHex(ots)));
    members.put("digest", new JsonString(digest.hex()));
    members.put("header", new JsonString(HEX.formatHex(header)));
    return new JsonObject(members).text();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 33, 1_000, 100_000})
  void ots_ofClaimAndWork_verifyWithTheStockLibraries(int claims)
      throws IOException, InterruptedException {
    assumeTrue(
        StockProgram.isFetched("opentimestamps/.venv/.installed")
            && StockProgram.isFetched("opentimestamps/node_modules"),
        "the OpenTimestamps libraries are not installed: run tools/oracles/opentimestamps/fetch");
    AnchoredBatch batch = AnchoredBatch.of(claims);
    byte[] header = batch.block().header().bytes();
    List<String> right = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (BatchPath path : some(batch)) {
      Receipt receipt = batch.receipt(path);
      byte[] claimOts = OtsFile.ofClaim(receipt).orElseThrow();
      byte[] workOts = OtsFile.ofWork(receipt).orElseThrow();
      Sha256 claim = Sha256.of(batch.claimFile(batch.number(path)));
      Sha256 named = Sha256.of(batch.work(batch.number(path)));
      right.add(proof(claimOts, claim, header));
      right.add(proof(workOts, named, header));
      wrong.add(proof(claimOts, named, header));
      wrong.add(proof(changed(claimOts, claimOts.length / 2), claim, header));
      wrong.add(proof(changed(workOts, workOts.length / 3), named, header));
      wrong.add(proof(claimOts, claim, changed(header, 40)));
    }
    for (List<String> program :
        List.of(
            List.of("node", "opentimestamps/check.js"),
            List.of("opentimestamps/.venv/bin/python", "opentimestamps/check.py"))) {
      List<String> accepted = StockProgram.run(right, work, program);
      assertEquals(right.stream().map(_ -> "true").toList(), accepted, program.toString());
      List<String> refused = StockProgram.run(wrong, work, program);
      assertEquals(wrong.size(), refused.size(), program.toString());
      assertTrue(refused.stream().allMatch(line -> line.startsWith("false")), refused.toString());
    }
    System.out.println(
        "count: "
            + right.size()
            + " proofs of a batch of "
            + claims
            + " accepted and "
            + wrong.size()
            + " tampered ones refused by two OpenTimestamps libraries");
  }

  private static byte[] changed(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 1;
    return changed;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 33, 1_000, 100_000})
  void car_ofBatch_isReadByTheStockLibraries(int claims) throws IOException, InterruptedException {
    assumeTrue(
        StockProgram.isFetched("ipfs/node_modules/ipfs-unixfs-exporter"),
        "the IPFS libraries are not installed: run tools/oracles/ipfs/fetch");
    AnchoredBatch batch = AnchoredBatch.of(claims);
    List<BatchPath> checked = some(batch);
    List<Block> blocks = new ArrayList<>(batch.directories());
    SequencedMap<String, Json> expected = new LinkedHashMap<>();
    for (BatchPath path : checked) {
      byte[] file = batch.claimFile(batch.number(path));
      blocks.add(Block.raw(file));
      byte[] workDigest = Sha256.of(batch.work(batch.number(path))).bytes();
      expected.put(path.member().path(), new JsonString(HEX.formatHex(file)));
      expected.put(
          path.member().workPath().orElseThrow(), new JsonString(HEX.formatHex(workDigest)));
    }
    Path car = work.resolve("batch.car");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(car))) {
      CarWriter.write(out, batch.anchor().batch(), blocks);
    }
    Path paths = Files.writeString(work.resolve("expected.json"), new JsonObject(expected).text());
    List<String> said =
        StockProgram.run(
            List.of(), work, List.of("node", "ipfs/check.js", car.toString(), paths.toString()));
    assertEquals(1, said.size(), said.toString());
    assertTrue(said.getFirst().endsWith(" " + expected.size() + " files"), said.toString());
    System.out.println(
        "count: batch of " + claims + " read by the IPFS libraries: " + said.getFirst());
  }
}
