package et.po.node.batchwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.database.Database;
import et.po.node.ipfs.BrokenDagException;
import et.po.node.ipfs.Pins;
import et.po.node.ipfs.PostgresBlockStore;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.StoredClaim;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.messaging.OutboxContents;
import et.po.node.testing.TestDatabase;
import et.po.node.testing.Unread;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.batch.BatchReader;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.FileImporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A claim whose file nobody has keeps no other from being anchored.
class LostClaimTest {
  private record Settings(int layout) implements BatchWriterSettings {
    @Override
    public Duration interval() {
      return Duration.ZERO;
    }

    @Override
    public int size() {
      return 100;
    }
  }

  private final TestDatabase database = new TestDatabase();
  private final PostgresBlockStore blocks = new PostgresBlockStore(database.database());
  private final List<Cid> released = new ArrayList<>();

  @AfterEach
  void close() {
    database.close();
  }

  /// IPFS nodes that are there, and take what is whole.
  private final class WholePins implements Pins {
    private final BatchLayout layout;

    WholePins(BatchLayout layout) {
      this.layout = layout;
    }

    @Override
    public void add(Cid file, long size) {}

    @Override
    public void require(Cid root) {
      try {
        BatchReader.read(layout, root, blocks::fetch)
            .forEach(member -> {
              if (blocks.fetch(member.claimFile()).isEmpty()) {
                throw new BrokenDagException("a block cannot be had");
              }
            });
      } catch (Exception e) {
        throw e instanceof BrokenDagException broken ? broken : new IllegalStateException(e);
      }
    }

    @Override
    public void release(Cid root) {
      released.add(root);
    }
  }

  private BatchWriter writer(BatchLayout layout) {
    return new BatchWriter(
        new Settings(layout.version()),
        new Database(database.source()),
        new InProcessMessaging(database.source(), Unread.TOPOLOGY),
        blocks,
        new WholePins(layout));
  }

  private static List<Block> file(BatchLayout layout, int number) {
    byte[] content = ("claim " + number).getBytes(StandardCharsets.UTF_8);
    if (layout == BatchLayout.TREE) {
      return List.of(Block.raw(content));
    }
    List<Block> made = new ArrayList<>();
    try {
      FileImporter.importFile(new ByteArrayInputStream(content), made::add);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return made;
  }

  private static void work(BatchWriter writer) throws Exception {
    boolean more = true;
    while (more) {
      more = writer.step();
    }
  }

  private Set<String> announced() throws Exception {
    return OutboxContents.of(database.source(), BatchCreated.class).stream()
        .flatMap(batch -> batch.fileCids().stream())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource(BatchLayout.class)
  void lostClaim_isLeftOut_andSaid_untilItsFileIsThere(BatchLayout layout) throws Exception {
    List<StoredClaim> claims =
        IntStream.range(0, 4).mapToObj(number -> TestClaims.stored(layout, number)).toList();
    for (int number = 0; number < 4; number++) {
      blocks.store(file(layout, number));
    }
    // Rotten is as good as gone.
    database.execute(
        "update ipfs.block set data = '\\x00' where digest = ?",
        (Object) file(layout, 2).getLast().cid().digest().bytes());
    BatchWriter writer = writer(layout);
    writer.handle(new ClaimsStored(claims));
    work(writer);

    assertEquals(
        Set.of(claims.get(0).fileCid(), claims.get(1).fileCid(), claims.get(3).fileCid()),
        announced());
    assertEquals(
        Optional.of("1 claims are in no batch, for their files cannot be had"), writer.remark());
    assertEquals(Optional.empty(), writer.problem());
    assertEquals(1, writer.claimsLeftOut());
    assertEquals(1, released.size());
    writer.handle(new ClaimsStored(claims));
    work(writer);
    assertEquals(3, announced().size());

    LeftOut leftOut =
        new LeftOut(
            new PostgresBatchQueue(
                database.database(), new InProcessMessaging(database.source(), Unread.TOPOLOGY)),
            blocks);
    assertEquals(false, leftOut.look());
    blocks.store(file(layout, 2));
    assertTrue(leftOut.look());
    assertEquals(Optional.empty(), leftOut.remark());
    work(writer);
    assertEquals(
        claims.stream().map(StoredClaim::fileCid).collect(Collectors.toSet()), announced());
  }

  /// What is wrong with a batch whose files can all be had is told, not passed over.
  @ParameterizedTest
  @EnumSource(BatchLayout.class)
  void brokenOtherwise_isToldAndTriedAgain(BatchLayout layout) throws Exception {
    BatchWriter writer =
        new BatchWriter(
            new Settings(layout.version()),
            new Database(database.source()),
            new InProcessMessaging(database.source(), Unread.TOPOLOGY),
            blocks,
            new Pins() {
              @Override
              public void add(Cid file, long size) {}

              @Override
              public void require(Cid root) {
                throw new BrokenDagException("a directory cannot be had");
              }

              @Override
              public void release(Cid root) {
                released.add(root);
              }
            });
    blocks.store(file(layout, 0));
    writer.handle(new ClaimsStored(List.of(TestClaims.stored(layout, 0))));

    assertThrows(BrokenDagException.class, writer::step);
    assertEquals(Set.of(), announced());
    assertEquals(List.of(), released);
  }
}
