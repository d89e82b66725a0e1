package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.VerifiedBlocks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every implementer of [BlockStore] owes.
abstract class BlockStoreContract {
  abstract BlockStore store();

  /// What a disk may do to a block that was stored.
  abstract void rot(Block block) throws Exception;

  static Block raw(String content) {
    return Block.raw(content.getBytes(StandardCharsets.UTF_8));
  }

  private void assertFetched(Block block) {
    assertArrayEquals(block.data(), store().fetch(block.cid()).orElseThrow().data());
  }

  @Test
  void store_thenFetch_isTheSameBlock() {
    store().store(List.of(raw("a"), raw("")));

    assertFetched(raw("a"));
    assertFetched(raw(""));
  }

  @Test
  void fetch_unknown_isEmpty() {
    assertTrue(store().fetch(raw("unknown").cid()).isEmpty());
  }

  @Test
  void store_nothing_isFine() {
    assertDoesNotThrow(() -> store().store(List.of()));
  }

  @Test
  void store_again_changesNothing() {
    store().store(List.of(raw("a"), raw("a"), raw("b")));
    store().store(List.of(raw("b"), raw("a")));

    assertFetched(raw("a"));
    assertFetched(raw("b"));
  }

  @Test
  void fetch_underEitherVersionOfTheCid_isTheSameBytes() {
    Block block = Block.dagPb("node".getBytes(StandardCharsets.UTF_8));
    Cid other = new Cid(1, Cid.Codec.DAG_PB, block.cid().digest());
    store().store(List.of(block));

    assertEquals(other, store().fetch(other).orElseThrow().cid());
    assertArrayEquals(block.data(), store().fetch(other).orElseThrow().data());
  }

  @Test
  void store_wrongBytes_isRefused_andNothingIsStored() {
    Block wrong = new Block(raw("right").cid(), "wrong".getBytes(StandardCharsets.UTF_8));

    assertThrows(IllegalArgumentException.class, () -> store().store(List.of(raw("good"), wrong)));
    assertTrue(store().fetch(raw("good").cid()).isEmpty());
    assertTrue(store().fetch(raw("right").cid()).isEmpty());
  }

  @Test
  void store_overTheLimit_isRefused_butNotAtIt() {
    Block larger = Block.raw(new byte[VerifiedBlocks.MAX_BLOCK_SIZE + 1]);
    assertThrows(IllegalArgumentException.class, () -> store().store(List.of(larger)));
    assertTrue(store().fetch(larger.cid()).isEmpty());

    Block largest = Block.raw(new byte[VerifiedBlocks.MAX_BLOCK_SIZE]);
    store().store(List.of(largest));
    assertFetched(largest);
  }

  @Test
  void store_manyAndLargeBlocks_keepsAll() {
    List<Block> blocks =
        new ArrayList<>(IntStream.range(0, 1200).mapToObj(i -> raw("b" + i)).toList());
    for (int i = 0; i < 12; i++) {
      byte[] large = new byte[1024 * 1024];
      large[0] = (byte) i;
      blocks.add(Block.raw(large));
    }
    store().store(blocks);

    Map<Cid, Block> fetched = store().fetchAll(blocks.stream().map(Block::cid).toList());
    assertEquals(Set.copyOf(blocks.stream().map(Block::cid).toList()), fetched.keySet());
    assertTrue(fetched.values().stream().allMatch(Block::isIntact));
  }

  @Test
  void fetchAll_leavesOutWhatIsNotThere() {
    store().store(List.of(raw("a")));

    assertEquals(
        Set.of(raw("a").cid()),
        store().fetchAll(List.of(raw("a").cid(), raw("unknown").cid(), raw("a").cid())).keySet());
    assertEquals(Map.of(), store().fetchAll(List.of()));
  }

  @Test
  void fetch_ofWhatRotted_isEmpty() throws Exception {
    store().store(List.of(raw("rots"), raw("b")));
    rot(raw("rots"));

    assertTrue(store().fetch(raw("rots").cid()).isEmpty());
    assertEquals(
        Set.of(raw("b").cid()),
        store().fetchAll(List.of(raw("rots").cid(), raw("b").cid())).keySet());
  }

  @Test
  void store_overWhatRotted_mendsIt() throws Exception {
    store().store(List.of(raw("rots")));
    rot(raw("rots"));
    store().store(List.of(raw("rots")));

    assertFetched(raw("rots"));
  }
}
