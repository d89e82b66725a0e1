package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.testing.TestDatabase;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.VerifiedBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LargeBlocksTest {
  private final TestDatabase database = new TestDatabase();
  private final PostgresBlockStore store = new PostgresBlockStore(database.database());

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void store_overTheLimit_isRefused() {
    Block larger = Block.raw(new byte[VerifiedBlocks.MAX_BLOCK_SIZE + 1]);

    assertThrows(IllegalArgumentException.class, () -> store.store(List.of(larger)));
    assertEquals(Optional.empty(), store.fetch(larger.cid()));
  }

  /// Or foreign files of megabytes would fill the memory by the hundred.
  @Test
  void fetchAll_ofMoreThanFits_leavesTheRestToBeFetched() {
    List<Block> many = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      byte[] data = new byte[VerifiedBlocks.MAX_BLOCK_SIZE];
      random.nextBytes(data);
      many.add(Block.raw(data));
    }
    store.store(many);

    List<Cid> cids = many.stream().map(Block::cid).toList();
    Map<Cid, Block> found = store.fetchAll(cids);
    assertFalse(found.isEmpty());
    assertTrue(found.size() < many.size());
    cids.forEach(cid -> assertTrue(store.fetch(cid).isPresent()));
  }
}
