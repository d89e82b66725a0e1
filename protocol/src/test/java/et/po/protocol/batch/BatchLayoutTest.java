package et.po.protocol.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.DagNode;
import et.po.protocol.ipfs.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchLayoutTest {
  @Test
  void flat_filesOfTheReference_haveItsCids() {
    BatchEntry first = flatEntry("QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o");
    BatchEntry second = flatEntry("QmNVsGmgYmQRHfR3zCimpDZzzz1v5YKoCTBBvchcGYo8jL");

    assertEquals(
        "Qmdb5ca6qMr46LZPBwL6KJwPEh5TPWHBJh48koichY7swh",
        BatchLayout.FLAT.build(List.of(first)).root().toString());
    assertEquals(
        "QmfVkCRen2tQTeprVnexrUQPhjqpiwndiZW7fc4A5nvHDu",
        BatchLayout.FLAT.build(List.of(first, second, first)).root().toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15, 16, 17, 33, 256, 257, 1000, 4097})
  void tree_everyClaimAndWork_hasPathToTheRoot(int claims) throws Exception {
    List<BatchEntry> entries = entries(claims);
    Batch batch = BatchLayout.TREE.build(entries);
    Map<Cid, Optional<Sha256>> works = new HashMap<>();
    entries.forEach(entry -> works.put(entry.claimFile(), entry.work()));
    Function<Cid, Optional<Block>> source = sourceOf(batch);

    assertEquals(claims, batch.paths().size());
    for (BatchPath path : batch.paths()) {
      BatchMember member = path.member();
      assertEquals(batch.root().digest(), path.claim().apply(member.claimFile().digest()));
      Optional<Sha256> work = works.getOrDefault(member.claimFile(), Optional.empty());
      assertEquals(work.isPresent(), path.work().isPresent());
      work.ifPresent(
          digest -> assertEquals(batch.root().digest(), path.work().orElseThrow().apply(digest)));
      assertEquals(path.claim(), BatchPaths.pathTo(member.path(), batch.root(), source));
      if (member.workFile().isPresent()) {
        HashPath found =
            BatchPaths.pathTo(member.workPath().orElseThrow(), batch.root(), source).fromWork();
        assertEquals(path.work().orElseThrow(), found);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 17, 1000, 4097})
  void read_whatWasBuilt_isTheSameMembers(int claims) throws Exception {
    for (BatchLayout layout : BatchLayout.values()) {
      Batch batch = layout.build(entries(claims));

      assertEquals(
          batch.paths().stream().map(BatchPath::member).toList(),
          BatchReader.read(layout, batch.root(), sourceOf(batch)));
    }
  }

  /// UnixFS lets a directory say more; each byte of it would be in the claims' proofs.
  @Test
  void directoryThatSaysMoreThanItsLinks_isNotLayout1() throws Exception {
    Batch batch = BatchLayout.TREE.build(entries(1));
    Block root = sourceOf(batch).apply(batch.root()).orElseThrow();
    DagNode plain = DagNode.decode(root.data()).orElseThrow();
    for (String more : List.of("080112024142", "08011801", "0801400a")) {
      Block said = Block.dagPb(new DagNode(plain.links(), HexFormat.of().parseHex(more)).encode());
      assertThrows(
          MalformedBatchException.class,
          () ->
              BatchReader.read(
                  BatchLayout.TREE,
                  said.cid(),
                  cid -> cid.equals(said.cid()) ? Optional.of(said) : Optional.empty()));
    }
  }

  @Test
  void build_otherOrderAndDuplicates_isTheSameBatch() {
    List<BatchEntry> entries = new ArrayList<>(entries(500));
    for (BatchLayout layout : BatchLayout.values()) {
      Cid root = layout.build(entries).root();
      entries.addAll(entries.subList(0, 99));
      Collections.shuffle(entries, new Random(2));

      assertEquals(root, layout.build(entries).root());
    }
  }

  @Test
  void build_claimTwiceWithAndWithoutWork_keepsTheWork() {
    BatchEntry with = entries(3).getFirst();
    BatchEntry without = new BatchEntry(with.claimFile(), with.size(), Optional.empty());

    Cid root = BatchLayout.TREE.build(List.of(with)).root();
    assertEquals(root, BatchLayout.TREE.build(List.of(without, with)).root());
    assertEquals(root, BatchLayout.TREE.build(List.of(with, without)).root());
  }

  @Test
  void build_noClaimsOrWrappedFileInTree_isRefused() {
    BatchEntry wrapped = flatEntry("QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o");

    assertThrows(IllegalArgumentException.class, () -> BatchLayout.TREE.build(List.of()));
    assertThrows(IllegalArgumentException.class, () -> BatchLayout.TREE.build(List.of(wrapped)));
  }

  @Test
  void tree_directories_fitOpenTimestampsMessages() {
    Batch batch = BatchLayout.TREE.build(entries(4096));

    assertTrue(batch.directories().stream().allMatch(block -> block.data().length <= 4096));
  }

  static List<BatchEntry> entries(int count) {
    List<BatchEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] claim = ("claim " + i).getBytes(StandardCharsets.US_ASCII);
      byte[] work = ("work " + i).getBytes(StandardCharsets.US_ASCII);
      Optional<Sha256> digest = i % 3 == 2 ? Optional.empty() : Optional.of(Sha256.of(work));
      entries.add(new BatchEntry(Block.raw(claim).cid(), claim.length, digest));
    }
    return entries;
  }

  static Function<Cid, Optional<Block>> sourceOf(Batch batch) {
    Map<Cid, Block> blocks = new HashMap<>();
    batch.directories().forEach(block -> blocks.put(block.cid(), block));
    return cid -> Optional.ofNullable(blocks.get(cid));
  }

  private static BatchEntry flatEntry(String cid) {
    return new BatchEntry(Cid.parse(cid).orElseThrow(), 20, Optional.empty());
  }
}
