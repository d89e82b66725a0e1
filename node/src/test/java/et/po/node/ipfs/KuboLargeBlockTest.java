package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.database.Database;
import et.po.node.messages.Message.AcceptedClaim;
import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlockRef;
import et.po.node.messages.Message.ClaimsAccepted;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.Polling;
import et.po.node.testing.RealKubo;
import et.po.node.testing.SignedClaims;
import et.po.node.testing.TestRoles;
import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import io.agroal.api.AgroalDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stranger's block that a real IPFS node has and that is larger than one may be, named as a
/// claim beside good ones, and as a batch.
@Tag("real")
class KuboLargeBlockTest {
  private static final int CLAIMS = 20;

  private static Anchor anchor(Cid batch) {
    return new Anchor("POET", 1, 0, batch.toString(), "t", "00", List.of(), 1, "00".repeat(80));
  }

  private static Cid putLarge(RealKubo kubo, Path directory) throws Exception {
    byte[] data = new byte[3 * 1024 * 1024];
    Path file = Files.write(directory.resolve("large"), data);
    String said =
        kubo.node()
            .command("block", "put", "--allow-big-block", "--cid-codec=raw", file.toString())
            .strip();
    assertEquals(Block.raw(data).cid().toString(), said);
    return Cid.parse(said).orElseThrow();
  }

  @Test
  void largeBlock_isNotHad_andKeepsNothingElseFromBeingRead(@TempDir Path directory)
      throws Exception {
    try (RealKubo kubo = RealKubo.start(directory.resolve("ipfs"));
        AgroalDataSource source = NodeDatabase.pooled()) {
      Cid large = putLarge(kubo, directory);
      // A raw block would be no batch, unseen; the node finds it by its digest.
      Cid root = new Cid(1, Cid.Codec.DAG_PB, large.digest());
      ClaimsAccepted claims = new SignedClaims().accepted(CLAIMS);
      List<Block> blocks = new ArrayList<>();
      List<BatchEntry> entries = new ArrayList<>();
      entries.add(new BatchEntry(large, 3 * 1024 * 1024, Optional.empty()));
      for (AcceptedClaim claim : claims.claims()) {
        Block block = Block.raw(claim.json().getBytes(StandardCharsets.UTF_8));
        blocks.add(block);
        entries.add(new BatchEntry(block.cid(), block.data().length, Optional.empty()));
      }
      Batch batch = BatchLayout.TREE.build(entries);
      blocks.addAll(batch.directories());
      IpfsNodes nodes =
          new IpfsNodes(
              List.of(kubo.url()),
              Duration.ofSeconds(20),
              Duration.ofMillis(100),
              Clock.systemUTC());
      new KuboBlockStore(nodes.all().getFirst()).store(blocks);

      BlockStore own = new OwnBlocks(new PostgresBlockStore(new Database(source)), nodes);
      BlockStore all =
          new LayeredBlockStore(
              own, new NetworkSource(nodes, Duration.ofSeconds(2), Clock.systemUTC()));
      try (TestRoles roles = new TestRoles(source, all, Pins.NONE)) {
        roles.startReaders();
        roles.publish(
            new BlockRead(
                new BlockRef(1, "hash", "before"), List.of(anchor(root), anchor(batch.root()))));

        Polling.until(() ->
            roles.ask("select 1 from storage_reader.file where done is not null").size() == CLAIMS);
        Polling.until(
            () -> roles.ask("select 1 from view.file where verdict = 'VALID'").size() == CLAIMS);
        Polling.until(() ->
            !roles
                .ask(
                    "select 1 from storage_reader.file where file_cid = ? and attempts > 1"
                        + " and done is null",
                    large.toString())
                .isEmpty());
        Polling.until(() ->
            !roles
                .ask(
                    "select 1 from batch_reader.batch where batch_cid = ? and attempts > 1"
                        + " and done is null",
                    root.toString())
                .isEmpty());
        assertEquals("", roles.problems());
      }
    }
  }
}
