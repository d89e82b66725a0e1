package et.po.node.batchreader;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.ipfs.BlockStore;
import et.po.node.ipfs.NotAskedException;
import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BatchItem;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlockRef;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.messaging.OutboxContents;
import et.po.node.messaging.TryLaterException;
import et.po.node.testing.FetchedBlocks;
import et.po.node.testing.InMemoryBlocks;
import et.po.node.testing.Polling;
import et.po.node.testing.TestDatabase;
import et.po.node.testing.Unread;
import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.batch.BatchMember;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.DagLink;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.ipfs.UnixFs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
  private record Settings(Duration retry, Duration longestRetry) implements BatchReaderSettings {
    @Override
    public String prefix() {
      return "POET";
    }
  }

  private final TestDatabase database = new TestDatabase();
  private final InMemoryBlocks blocks = new InMemoryBlocks();
  private final BatchReader reader = reader(Duration.ofMillis(1));

  private BatchReader reader(Duration retry) {
    return reader(retry, blocks);
  }

  private BatchReader reader(Duration retry, BlockStore source) {
    return new BatchReader(
        new Settings(retry, Duration.ofHours(1)),
        database.database(),
        new InProcessMessaging(database.source(), Unread.TOPOLOGY),
        source);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static BatchEntry entry(int number) {
    Block file = Block.raw(("claim " + number).getBytes(StandardCharsets.UTF_8));
    Optional<Sha256> work =
        number % 3 == 0
            ? Optional.of(Sha256.of(("work " + number).getBytes(StandardCharsets.UTF_8)))
            : Optional.empty();
    return new BatchEntry(file.cid(), file.data().length, work);
  }

  private Batch batch(BatchLayout layout, int claims) {
    Batch batch = layout.build(IntStream.range(0, claims).mapToObj(i -> entry(i)).toList());
    blocks.store(batch.directories());
    return batch;
  }

  private static Anchor anchor(String prefix, int version, int storage, Cid batch) {
    return new Anchor(
        prefix, version, storage, batch.toString(), "t", "00", List.of(), 1, "00".repeat(80));
  }

  private void mined(Anchor... anchors) throws Exception {
    reader.handle(new BlockRead(new BlockRef(1, "hash", "before"), Arrays.asList(anchors)));
  }

  private void mined(int version, Cid batch) throws Exception {
    mined(anchor("POET", version, 0, batch));
  }

  private void readAll() throws Exception {
    boolean more = true;
    while (more) {
      more = reader.step();
    }
  }

  private List<BatchItem> told() throws Exception {
    List<BatchItem> items = new ArrayList<>();
    OutboxContents.of(database.source(), BatchRead.class)
        .forEach(read -> items.addAll(read.items()));
    return items;
  }

  private List<String> refused() {
    return database.column("select refused from batch_reader.batch where refused is not null");
  }

  @Test
  void bothLayouts_areTold_withPathsAndWorks() throws Exception {
    for (BatchLayout layout : BatchLayout.values()) {
      Batch batch = batch(layout, 1200);
      mined(layout.version(), batch.root());
      readAll();

      List<BatchRead> told = OutboxContents.of(database.source(), BatchRead.class);
      List<BatchItem> items =
          told.stream()
              .filter(read -> read.batchCid().equals(batch.root().toString()))
              .flatMap(read -> read.items().stream())
              .toList();
      assertEquals(
          batch.paths().stream().map(path -> path.member().path()).sorted().toList(),
          items.stream().map(BatchItem::path).sorted().toList());
      assertTrue(told.stream().allMatch(read -> read.items().size() <= 500));
      long works = items.stream().filter(item -> item.workSha256().isPresent()).count();
      assertEquals(layout == BatchLayout.TREE ? 400 : 0, works);
    }
  }

  @Test
  void batchInAnothersHand_isPassedOver_untilItLetsGo() throws Exception {
    Batch batch = batch(BatchLayout.TREE, 3);
    mined(1, batch.root());
    BatchReader other =
        reader(
            Duration.ofMillis(1),
            new FetchedBlocks(cid -> {
              assertDoesNotThrow(BatchReaderTest.this::readAll);
              assertEquals(List.of(), assertDoesNotThrow(BatchReaderTest.this::told));
              throw new TryLaterException("dies with the batch in hand");
            }));
    assertThrows(TryLaterException.class, other::step);

    readAll();
    assertEquals(3, told().size());
  }

  /// However long it takes, and whatever of it: bringing all of a large batch here may take longer
  /// than reading it.
  @Test
  void batchInHand_staysSo_whileItIsBrought() throws Exception {
    Batch batch = batch(BatchLayout.TREE, 3);
    mined(1, batch.root());
    AtomicInteger brought = new AtomicInteger();
    BlockStore slow =
        new BlockStore() {
          @Override
          public void store(Collection<Block> stored) {
            blocks.store(stored);
          }

          @Override
          public Optional<Block> fetch(Cid cid) {
            return blocks.fetch(cid);
          }

          @Override
          public void prefetch(Cid root) {
            String taken = database.column("select due from batch_reader.batch").getFirst();
            assertDoesNotThrow(() ->
                Polling.until(() ->
                    database.count(
                            "select count(*) from batch_reader.batch"
                                + " where due > cast(? as timestamptz)",
                            taken)
                        == 1));
            brought.incrementAndGet();
          }
        };
    BatchReader holding =
        new BatchReader(
            new Settings(Duration.ofMillis(1), Duration.ofHours(1)),
            database.database(),
            new InProcessMessaging(database.source(), Unread.TOPOLOGY),
            slow,
            Duration.ofSeconds(2));
    assertTrue(holding.step());

    assertEquals(1, brought.get());
    assertEquals(3, told().size());
  }

  @Test
  void batchThatNobodyWasAskedFor_isNotMissing() throws Exception {
    Batch batch = batch(BatchLayout.TREE, 3);
    mined(1, batch.root());
    BatchReader resting =
        reader(
            Duration.ofHours(1),
            new FetchedBlocks(cid -> {
              throw new NotAskedException("it rests", Duration.ofSeconds(30));
            }));
    assertTrue(resting.step());
    assertFalse(resting.step(), "not due");
    assertEquals(
        1,
        database.count(
            "select count(*) from batch_reader.batch where taken = 0 and attempts = 0"
                + " and due between now() and now() + interval '30 seconds'"));

    database.execute("update batch_reader.batch set due = now()");
    readAll();
    assertEquals(3, told().size());
  }

  @Test
  void batch_isToldOnce_howeverOftenItIsAnchored() throws Exception {
    Batch batch = batch(BatchLayout.TREE, 20);
    mined(1, batch.root());
    mined(1, batch.root());
    readAll();
    mined(1, batch.root());
    readAll();

    assertEquals(20, told().size());
  }

  @Test
  void otherNetworks_storagesAndVersions_areLeft() throws Exception {
    Batch batch = batch(BatchLayout.TREE, 20);
    mined(
        anchor("BARD", 1, 0, batch.root()),
        anchor("POET", 3, 0, batch.root()),
        anchor("POET", 1, 7, batch.root()));
    readAll();

    assertEquals(List.of(), told());
    assertEquals(0, database.count("select count(*) from batch_reader.batch"));
  }

  @Test
  void ourBatchAnchoredByAnotherAsAnotherLayout_isStillRead() throws Exception {
    Batch batch = batch(BatchLayout.TREE, 40);
    mined(0, batch.root());
    readAll();
    mined(1, batch.root());
    readAll();

    List<String> paths = told().stream().map(BatchItem::path).toList();
    assertTrue(
        paths.containsAll(batch.paths().stream().map(path -> path.member().path()).toList()));
  }

  @Test
  void batchThatCannotBeHad_isTriedAgainWithGrowingPauses_andThenRead() throws Exception {
    Batch batch = batch(BatchLayout.TREE, 40);
    Block leaf = batch.directories().getFirst();
    blocks.lose(batch.root());
    BatchReader slow = reader(Duration.ofSeconds(100));
    mined(1, batch.root());

    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      assertTrue(slow.step());
      assertFalse(slow.step(), "not due");
      pauses.add(
          database.count(
              "select round(extract(epoch from due - now()) / 100)::bigint from batch_reader.batch"));
      database.execute("update batch_reader.batch set due = now()");
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 36L, 36L), pauses);
    assertEquals(List.of(), told());

    blocks.store(batch.directories());
    blocks.lose(leaf.cid());
    assertTrue(slow.step());
    assertEquals(List.of(), told());
    blocks.store(batch.directories());
    database.execute("update batch_reader.batch set due = now()");
    assertTrue(slow.step());
    assertEquals(40, told().size());
  }

  @Test
  void batchThatEndsTheProcess_keepsNoOtherFromBeingRead() throws Exception {
    Batch deadly = batch(BatchLayout.TREE, 3);
    BatchReader dying =
        new BatchReader(
            new Settings(Duration.ofSeconds(100), Duration.ofHours(1)),
            database.database(),
            new InProcessMessaging(database.source(), Unread.TOPOLOGY),
            new FetchedBlocks(cid -> {
              if (cid.equals(deadly.root())) {
                throw new OutOfMemoryError("the process ends here");
              }
              return blocks.fetch(cid);
            }));
    mined(1, deadly.root());
    assertThrows(OutOfMemoryError.class, dying::step);
    assertFalse(dying.step(), "it may be in somebody's hand");
    database.execute("update batch_reader.batch set due = now()");
    Batch good = batch(BatchLayout.TREE, 2);
    mined(1, good.root());

    assertTrue(dying.step());
    assertEquals(2, told().size());
    assertThrows(OutOfMemoryError.class, dying::step);
    database.execute("update batch_reader.batch set due = now()");
    readAll();
    assertEquals(5, told().size());
  }

  @Test
  void workFileThatIsMissing_isWaitedFor_andOneOfAnotherLengthIsNoDigest() throws Exception {
    Block claim = Block.raw("claim".getBytes(StandardCharsets.UTF_8));
    Block work = Block.raw("not a digest".getBytes(StandardCharsets.UTF_8));
    Block root =
        UnixFs.directory(
            List.of(
                new DagLink(claim.cid(), "0.json", 5), new DagLink(work.cid(), "0.sha256", 12)));
    blocks.store(List.of(root));
    mined(1, root.cid());
    readAll();
    assertEquals(List.of(), told());

    blocks.store(List.of(work));
    database.execute("update batch_reader.batch set due = now()");
    readAll();
    assertEquals(
        List.of(new BatchItem(claim.cid().toString(), "0.json", Optional.empty())), told());
  }

  @Test
  void malformedBatch_isRefusedOnce_andThoseBehindAreRead() throws Exception {
    Block notADirectory = Block.dagPb(new byte[] {1, 2, 3});
    Block wrongNames =
        UnixFs.directory(List.of(new DagLink(entry(1).claimFile(), "\u0000.json", 7)));
    blocks.store(List.of(notADirectory, wrongNames));
    Batch good = batch(BatchLayout.TREE, 3);
    mined(
        anchor("POET", 1, 0, notADirectory.cid()),
        anchor("POET", 0, 0, notADirectory.cid()),
        anchor("POET", 1, 0, wrongNames.cid()),
        anchor("POET", 1, 0, good.root()));
    readAll();

    assertEquals(3, refused().size());
    assertEquals(3, told().size());
    assertFalse(reader.step());
  }

  @Test
  void flatBatchWithNamesThatNoDatabaseHolds_isRead() throws Exception {
    Block root = UnixFs.directory(List.of(new DagLink(entry(1).claimFile(), "a\u0000b", 7)));
    blocks.store(List.of(root));
    mined(0, root.cid());
    readAll();

    assertEquals(List.of("a\uFFFDb"), told().stream().map(BatchItem::path).toList());
  }

  @Test
  void endlessBatch_isRefused() throws Exception {
    BatchMember member = batch(BatchLayout.TREE, 1).paths().getFirst().member();
    Cid at = member.claimFile();
    Block directory = UnixFs.directory(List.of(new DagLink(at, "0.json", 1)));
    for (int i = 0; i < 10; i++) {
      blocks.store(List.of(directory));
      directory = UnixFs.directory(List.of(new DagLink(directory.cid(), "0", 1)));
    }
    blocks.store(List.of(directory));
    mined(1, directory.cid());
    readAll();

    assertEquals(1, refused().size());
    assertEquals(List.of(), told());
  }
}
