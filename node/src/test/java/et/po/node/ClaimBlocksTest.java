package et.po.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.ipfs.BlockStore;
import et.po.node.ipfs.LayeredBlockStore;
import et.po.node.ipfs.PostgresBlockStore;
import et.po.node.testing.TestDatabase;
import et.po.node.works.ClaimFiles;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.FileImporter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimBlocksTest {
  private static final String JSON = "{\"claim\":1}";
  private static final byte[] CLAIM = JSON.getBytes(StandardCharsets.UTF_8);

  private final TestDatabase database = new TestDatabase();
  private final PostgresBlockStore kept = new PostgresBlockStore(database.database());
  private final BlockStore mended =
      new LayeredBlockStore(kept, new ClaimBlocks(new ClaimFiles(database.database())));

  @AfterEach
  void close() {
    database.close();
  }

  private void know(Cid file, String json) {
    database.execute(
        "insert into view.claim (claim_id, json, type, issuer, words)"
            + " values ('id', ?, 'Work', 'somebody', '') on conflict do nothing",
        json);
    database.execute(
        "insert into view.file (file_cid, claim_id) values (?, 'id')", file.toString());
  }

  @Test
  void rottenBlock_isMadeAnew_andIsWholeAgain() {
    Block block = Block.raw(CLAIM);
    kept.store(List.of(block));
    know(block.cid(), JSON);
    database.execute("update ipfs.block set data = '\\x00'");
    assertEquals(Optional.empty(), kept.fetch(block.cid()));

    assertEquals(Set.of(block.cid()), mended.fetchAll(List.of(block.cid())).keySet());
    assertArrayEquals(CLAIM, kept.fetch(block.cid()).orElseThrow().data());
  }

  @Test
  void fileOfTheFirstPoet_isMadeAnew() {
    Cid file = FileImporter.cidOf(CLAIM);
    know(file, JSON);

    assertEquals(file, mended.fetch(file).orElseThrow().cid());
  }

  /// The same claim is known as it was written in another file.
  @Test
  void claimThatIsWrittenOtherwise_isNotTheFile() {
    Cid file = Block.raw(CLAIM).cid();
    know(file, "{ \"claim\": 1 }");

    assertEquals(Optional.empty(), mended.fetch(file));
    assertEquals(Optional.empty(), mended.fetch(Block.raw(new byte[] {1}).cid()));
  }
}
