package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.ipfs.VerifiedBlocks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What [BlockStore] promises, whoever keeps the promise.
abstract class BlockStoreContract {
  static final Block HELLO = block("hello");

  abstract BlockStore store();

  /// Changes the stored bytes behind the store's back.
  abstract void rot(Cid cid);

  @Test
  void stored_isFetchedAsItWas() {
    store().store(List.of(HELLO));

    assertArrayEquals(HELLO.data(), store().fetch(HELLO.cid()).orElseThrow().data());
    assertEquals(HELLO.cid(), store().fetch(HELLO.cid()).orElseThrow().cid());
  }

  @Test
  void unknown_isEmpty() {
    assertEquals(Optional.empty(), store().fetch(HELLO.cid()));
    assertEquals(Map.of(), store().fetchAll(List.of(HELLO.cid())));
  }

  @Test
  void emptyBlock_isABlock() {
    Block empty = Block.raw(new byte[0]);
    store().store(List.of(empty));

    assertEquals(0, store().fetch(empty.cid()).orElseThrow().data().length);
  }

  @Test
  void nothing_canBeStoredAndFetched() {
    store().store(List.of());

    assertEquals(Map.of(), store().fetchAll(List.of()));
  }

  @Test
  void storedTwice_isOne() {
    store().store(List.of(HELLO, HELLO));
    store().store(List.of(HELLO));

    assertEquals(
        List.of(HELLO.cid()), List.copyOf(store().fetchAll(List.of(HELLO.cid())).keySet()));
  }

  @Test
  void sameBytesUnderAnotherCid_areFound() {
    store().store(List.of(HELLO));
    Cid other = Cid.v0(HELLO.cid().digest());

    assertEquals(other, store().fetch(other).orElseThrow().cid());
  }

  @Test
  void wrongBytes_areRefusedWithAllBesideThem() {
    Block wrong = new Block(HELLO.cid(), "goodbye".getBytes(StandardCharsets.UTF_8));
    Block right = block("right");

    assertThrows(IllegalArgumentException.class, () -> store().store(List.of(right, wrong)));
    assertEquals(Optional.empty(), store().fetch(HELLO.cid()));
    assertEquals(Optional.empty(), store().fetch(right.cid()));
  }

  @Test
  void largestBlock_isTakenAndOneByteMoreRefused() {
    Block largest = Block.raw(new byte[VerifiedBlocks.MAX_BLOCK_SIZE]);
    Block larger = Block.raw(new byte[VerifiedBlocks.MAX_BLOCK_SIZE + 1]);
    store().store(List.of(largest));

    assertTrue(store().fetch(largest.cid()).isPresent());
    assertThrows(IllegalArgumentException.class, () -> store().store(List.of(larger)));
    assertFalse(store().fetch(larger.cid()).isPresent());
  }

  @Test
  void rotten_isAsGoodAsGone_untilItIsStoredAgain() {
    store().store(List.of(HELLO));
    rot(HELLO.cid());

    assertEquals(Optional.empty(), store().fetch(HELLO.cid()));
    assertEquals(Map.of(), store().fetchAll(List.of(HELLO.cid())));
    store().store(List.of(HELLO));
    assertTrue(store().fetch(HELLO.cid()).isPresent());
  }

  @Test
  void manyBlocks_areAllThere() {
    List<Block> many = new ArrayList<>();
    for (int i = 0; i < 1234; i++) {
      many.add(block("block " + i));
    }
    store().store(many);

    Map<Cid, Block> found = store().fetchAll(many.stream().map(Block::cid).toList());
    assertEquals(1234, found.size());
    many.forEach(block ->
        assertArrayEquals(block.data(), Objects.requireNonNull(found.get(block.cid())).data()));
  }

  @Test
  void moreThanFitsAtOnce_canBeFetchedOneByOne() {
    List<Block> many = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      byte[] data = new byte[VerifiedBlocks.MAX_BLOCK_SIZE];
      random.nextBytes(data);
      many.add(Block.raw(data));
    }
    store().store(many);

    List<Cid> cids = many.stream().map(Block::cid).toList();
    Map<Cid, Block> found = store().fetchAll(cids);
    assertFalse(found.isEmpty());
    found.values().forEach(block -> assertTrue(block.isIntact()));
    cids.forEach(cid -> assertTrue(store().fetch(cid).isPresent()));
  }

  static Block block(String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    return new Block(Cid.raw(Sha256.of(data)), data);
  }
}
