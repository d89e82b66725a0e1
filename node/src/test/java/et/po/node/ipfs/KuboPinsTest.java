package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.messaging.TryLaterException;
import et.po.node.testing.Polling;
import et.po.node.testing.RealKubo;
import et.po.node.testing.TestDatabase;
import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.batch.BatchMember;
import et.po.protocol.batch.BatchPath;
import et.po.protocol.batch.BatchReader;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.FileImporter;
import et.po.protocol.ipfs.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is to be kept comes to real IPFS nodes, and stays there.
@Tag("real")
class KuboPinsTest {
  private final TestDatabase database = new TestDatabase();
  private final PostgresBlockStore kept = new PostgresBlockStore(database.database());
  private final List<NodePins> running = new ArrayList<>();

  @AfterEach
  void close() {
    running.forEach(NodePins::stop);
    database.close();
  }

  private static IpfsNodes nodes(RealKubo... kubos) {
    return new IpfsNodes(
        List.of(kubos).stream().map(RealKubo::url).toList(),
        Duration.ofSeconds(20),
        Duration.ofMillis(100),
        Clock.systemUTC());
  }

  private NodePins pins(RealKubo... kubos) {
    IpfsNodes nodes = nodes(kubos);
    return new NodePins(database.database(), nodes, new OwnBlocks(kept, nodes), Duration.ZERO);
  }

  private NodePins start(RealKubo... kubos) {
    NodePins pins = pins(kubos);
    running.add(pins);
    pins.start();
    return pins;
  }

  private static Block claim(int number) {
    return Block.raw(("{\"claim\":" + number + "}").getBytes(StandardCharsets.UTF_8));
  }

  /// A batch of these claims, in the database as the roles leave it.
  private Batch batch(int from, int to) {
    List<BatchEntry> entries = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    for (int number = from; number < to; number++) {
      Block claim = claim(number);
      blocks.add(claim);
      entries.add(
          new BatchEntry(claim.cid(), claim.data().length, Optional.of(Sha256.of(claim.data()))));
    }
    Batch batch = BatchLayout.TREE.build(entries);
    kept.store(blocks);
    kept.store(batch.directories());
    return batch;
  }

  private void forget() {
    database.execute("delete from ipfs.block");
  }

  private static byte[] get(URI gateway, String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(gateway.resolve(path)).build(), BodyHandlers.ofByteArray())
          .body();
    }
  }

  @Test
  void require_bringsTheBatch_whichKuboReadsItself(@TempDir Path directory) throws Exception {
    try (RealKubo kubo = RealKubo.start(directory, settings -> settings.withLogin("poet:secret"))) {
      Batch batch = batch(0, 100);
      pins(kubo).require(batch.root());
      forget();
      kubo.node().command("repo", "gc");

      String path = batch.paths().get(42).member().path();
      byte[] claim = kept(batch, 42, kubo);
      assertEquals(
          new String(claim, StandardCharsets.UTF_8),
          kubo.node().command("cat", batch.root() + "/" + path));
      assertArrayEquals(claim, get(kubo.node().gatewayUrl(), "/ipfs/" + batch.root() + "/" + path));
      String first = path.split("/")[0];
      assertTrue(
          kubo.node()
              .command("ls", batch.root().toString())
              .lines()
              .anyMatch(l -> l.endsWith(" " + first + "/")));

      IpfsNodes nodes = nodes(kubo);
      assertEquals(
          batch.paths().stream().map(p -> p.member()).toList(),
          BatchReader.read(BatchLayout.TREE, batch.root(), nodes::fetch));
    }
  }

  private static byte[] kept(Batch batch, int number, RealKubo kubo) {
    return nodes(kubo).fetch(batch.paths().get(number).member().claimFile()).orElseThrow().data();
  }

  /// Every directory, claim file and work file is there.
  private static void assertWhole(Batch batch, IpfsNodes nodes) throws Exception {
    List<BatchMember> members = BatchReader.read(BatchLayout.TREE, batch.root(), nodes::fetch);
    assertEquals(batch.paths().stream().map(BatchPath::member).toList(), members);
    List<Cid> files = new ArrayList<>();
    for (BatchMember member : members) {
      files.add(member.claimFile());
      files.add(member.workFile().orElseThrow());
    }
    assertEquals(Set.copyOf(files), nodes.fetchAll(files).keySet());
  }

  private Cid upload(byte[] content) throws IOException {
    List<Block> blocks = new ArrayList<>();
    Cid cid = FileImporter.importFile(new ByteArrayInputStream(content), blocks::add);
    kept.store(blocks);
    return cid;
  }

  private boolean isAllBrought() {
    return database.count("select count(*) from ipfs.loose") == 0
        && database.count("select count(*) from ipfs.root") > 0
        && database.count("select count(*) from ipfs.lack") == 0;
  }

  @Test
  void garbageCollected_atEveryStep_losesNothing(@TempDir Path directory) throws Exception {
    try (RealKubo kubo = RealKubo.start(directory)) {
      NodePins pins = start(kubo);
      Batch batch = batch(0, 50);
      kubo.node().command("repo", "gc");
      pins.require(batch.root());
      kubo.node().command("repo", "gc");
      Cid upload = upload("an upload".getBytes(StandardCharsets.UTF_8));
      kubo.node().command("repo", "gc");
      pins.add(upload, 9);
      pins.add(upload("another".getBytes(StandardCharsets.UTF_8)), 7);
      Polling.until(this::isAllBrought);
      forget();
      kubo.node().command("repo", "gc");

      assertWhole(batch, nodes(kubo));
      assertEquals("an upload", kubo.node().command("cat", upload.toString()));
      pins.require(batch.root());
      assertTrue(recursive(kubo).containsAll(database.column("select cid from ipfs.root")));
    }
  }

  private static List<String> recursive(RealKubo kubo) {
    return kubo.node().command("pin", "ls", "--type=recursive", "--quiet").lines().toList();
  }

  /// However long it goes on, a node has few pins of ours; what waits is not lost.
  @Test
  void uploads_waitForEachOther_andShareAPin(@TempDir Path directory) throws Exception {
    try (RealKubo kubo = RealKubo.start(directory)) {
      int before = recursive(kubo).size();
      IpfsNodes nodes = nodes(kubo);
      NodePins pins =
          new NodePins(
              database.database(),
              nodes,
              new OwnBlocks(kept, nodes),
              new PinJournal.Together(3, Long.MAX_VALUE, Duration.ofHours(1)));
      running.add(pins);
      pins.start();
      List<Cid> uploads = new ArrayList<>();
      for (int number = 0; number < 7; number++) {
        byte[] content = ("upload " + number).getBytes(StandardCharsets.UTF_8);
        uploads.add(upload(content));
        pins.add(uploads.getLast(), content.length);
        // Each is seen alone by those who gather.
        Batch batch = batch(number, number + 1);
        pins.require(batch.root());
      }
      Polling.until(() ->
          database.count("select count(*) from ipfs.root") == 9
              && database.count("select count(*) from ipfs.lack") == 0);
      kubo.node().command("repo", "gc");

      assertEquals(
          List.of(uploads.getLast().toString()), database.column("select cid from ipfs.loose"));
      assertEquals(before + 9, recursive(kubo).size());
      for (int number = 0; number < 6; number++) {
        assertEquals(
            "upload " + number, kubo.node().command("cat", uploads.get(number).toString()));
      }
      assertTrue(kept.fetch(uploads.getLast()).isPresent());
    }
  }

  @Test
  void require_killedInTheMiddle_isDoneAgain(@TempDir Path directory) throws Exception {
    try (RealKubo kubo = RealKubo.start(directory)) {
      Batch batch = batch(0, 3000);
      IpfsNodes nodes = nodes(kubo);
      // Blocks are asked for in many steps; at the fourth the node is killed.
      NodePins broken =
          new NodePins(
              database.database(), nodes, new MeddlingStore(kept, 4, kubo::kill), Duration.ZERO);
      assertThrows(TryLaterException.class, () -> broken.require(batch.root()));
      assertEquals(1, database.count("select count(*) from ipfs.lack"));

      kubo.restart();
      pins(kubo).require(batch.root());
      forget();
      kubo.node().command("repo", "gc");
      assertWhole(batch, nodes(kubo));
    }
  }

  @Test
  void twoNodes_oneAway_isCompletedWhenItIsBack(@TempDir Path one, @TempDir Path two)
      throws Exception {
    try (RealKubo first = RealKubo.start(one);
        RealKubo second = RealKubo.start(two)) {
      NodePins pins = start(first, second);
      Batch before = batch(0, 20);
      pins.require(before.root());
      Polling.until(this::isAllBrought);
      first.kill();
      Batch meanwhile = batch(20, 40);
      pins.require(meanwhile.root());
      Cid upload = upload("an upload".getBytes(StandardCharsets.UTF_8));
      pins.add(upload, 9);
      Polling.until(() -> nodes(second).fetch(upload).isPresent());
      assertEquals(Optional.empty(), pins.problem());
      assertWhole(meanwhile, nodes(first, second));

      // What the database had is gone: it comes from the other node.
      forget();
      first.restart();
      Polling.until(this::isAllBrought);
      second.kill();
      first.node().command("repo", "gc");
      assertWhole(before, nodes(first, second));
      assertWhole(meanwhile, nodes(first));
      assertTrue(nodes(first).fetch(upload).isPresent());
    }
  }

  @Test
  void node_thatComesBackEmpty_isFilledAgain(@TempDir Path one, @TempDir Path two)
      throws Exception {
    Batch batch = batch(0, 20);
    RealKubo first = RealKubo.start(one);
    try (RealKubo second = RealKubo.start(two)) {
      NodePins pins = start(first, second);
      pins.require(batch.root());
      Polling.until(this::isAllBrought);
      first.kill();
      first.empty();
      first.restart();
      forget();
      Polling.until(() -> isWhole(batch, nodes(first)));
      Polling.until(this::isAllBrought);
    } finally {
      first.close();
    }
  }

  private static boolean isWhole(Batch batch, IpfsNodes nodes) {
    try {
      assertWhole(batch, nodes);
      return true;
    } catch (Exception | AssertionError e) {
      return false;
    }
  }

  @Test
  void node_thatIsNewInTheList_isBroughtEverything(@TempDir Path one, @TempDir Path two)
      throws Exception {
    try (RealKubo first = RealKubo.start(one);
        RealKubo second = RealKubo.start(two)) {
      Batch batch = batch(0, 20);
      pins(first).require(batch.root());
      forget();
      start(first, second);
      Polling.until(() -> isWhole(batch, nodes(second)));
    }
  }

  @Test
  void wrongBytes_areNoticed_andMendedFromTheOtherNode(@TempDir Path one, @TempDir Path two)
      throws Exception {
    try (RealKubo first = RealKubo.start(one);
        RealKubo second = RealKubo.start(two)) {
      Batch batch = batch(0, 20);
      NodePins pins = start(first, second);
      pins.require(batch.root());
      Polling.until(this::isAllBrought);
      forget();
      first.rot(claim(7));
      assertEquals(Optional.empty(), nodes(first).fetch(claim(7).cid()));

      assertArrayEquals(
          claim(7).data(), nodes(first, second).fetch(claim(7).cid()).orElseThrow().data());
      assertArrayEquals(claim(7).data(), nodes(first).fetch(claim(7).cid()).orElseThrow().data());
      first.node().command("repo", "gc");
      assertWhole(batch, nodes(first));
    }
  }

  @Test
  void noNode_isSaidWithoutItsLogin_andNothingIsLost(@TempDir Path directory) throws Exception {
    try (RealKubo kubo = RealKubo.start(directory, s -> s.withLogin("poet:secret"))) {
      NodePins pins = start(kubo);
      Polling.until(() -> pins.problem().isEmpty());
      kubo.kill();
      Batch batch = batch(0, 20);
      TryLaterException away =
          assertThrows(TryLaterException.class, () -> pins.require(batch.root()));
      Polling.until(() -> pins.problem().isPresent());
      for (String sentence :
          List.of(String.valueOf(away.getMessage()), pins.problem().orElseThrow())) {
        assertTrue(sentence.contains("the IPFS node http://127.0.0.1:"), sentence);
        assertTrue(sentence.contains("is away"), sentence);
        assertFalse(sentence.contains("secret"), sentence);
      }

      kubo.restart();
      Polling.until(() -> isAllBrought() && pins.problem().isEmpty());
      forget();
      assertWhole(batch, nodes(kubo));
    }
  }

  @Test
  void wrongLogin_isSaid(@TempDir Path directory) throws Exception {
    try (RealKubo kubo = RealKubo.start(directory, s -> s.withLogin("poet:secret"))) {
      IpfsNodes nodes = new IpfsNodes(List.of(kubo.url().replace("secret", "wrong")));
      NodePins pins = new NodePins(database.database(), nodes, kept, Duration.ZERO);
      Batch batch = batch(0, 20);
      TryLaterException refused =
          assertThrows(TryLaterException.class, () -> pins.require(batch.root()));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("it asks for another login"),
          refused.getMessage());
    }
  }

  /// What is not whole is told, and keeps nothing else from being pinned.
  @Test
  void root_whoseBlocksAreGone_doesNotHoldUpOthers(@TempDir Path directory) throws Exception {
    try (RealKubo kubo = RealKubo.start(directory)) {
      NodePins pins = start(kubo);
      Batch broken = batch(0, 20);
      database.execute(
          "delete from ipfs.block where digest = ?", (Object) claim(3).cid().digest().bytes());
      assertThrows(BrokenDagException.class, () -> pins.require(broken.root()));

      Batch whole = batch(100, 120);
      pins.require(whole.root());
      Cid upload = upload("an upload".getBytes(StandardCharsets.UTF_8));
      pins.add(upload, 9);
      Polling.until(() -> nodes(kubo).fetch(upload).isPresent());
      kept.store(List.of(claim(3)));
      Polling.until(this::isAllBrought);
      assertWhole(broken, nodes(kubo));
    }
  }

  @Test
  void blocks_ofAPeer_comeOverTheNetwork_andAreKept(@TempDir Path one, @TempDir Path two)
      throws Exception {
    try (RealKubo theirs = RealKubo.online(one);
        RealKubo ours = RealKubo.online(two, theirs)) {
      new KuboBlockStore(nodes(theirs).all().getFirst()).store(List.of(claim(1)));
      Polling.until(() -> !ours.node().command("swarm", "peers").isBlank());
      IpfsNodes nodes = nodes(ours);
      BlockStore own = new OwnBlocks(kept, nodes);
      assertEquals(Optional.empty(), own.fetch(claim(1).cid()));

      BlockStore all =
          new LayeredBlockStore(
              own, new NetworkSource(nodes, Duration.ofSeconds(2), Clock.systemUTC()));
      Polling.until(() -> all.fetch(claim(1).cid()).isPresent());
      assertArrayEquals(claim(1).data(), kept.fetch(claim(1).cid()).orElseThrow().data());
      assertEquals(Optional.empty(), all.fetch(claim(2).cid()));
    }
  }

  @Test
  void prefetch_bringsTheWholeBatchIntoTheDatabase(@TempDir Path directory) throws Exception {
    try (RealKubo kubo = RealKubo.start(directory)) {
      Batch batch = batch(0, 700);
      pins(kubo).require(batch.root());
      long blocks = database.count("select count(*) from ipfs.block");
      forget();
      OwnBlocks own = new OwnBlocks(kept, nodes(kubo));
      own.prefetch(claim(1_000_000).cid());
      own.prefetch(batch.root());

      assertEquals(blocks, database.count("select count(*) from ipfs.block"));
      kubo.kill();
      own.prefetch(claim(1_000_000).cid());
      own.prefetch(batch.root());
    }
  }

  /// Everything before the wrong block is had; the rest is left to be fetched.
  @Test
  void prefetch_ofWhatRotted_takesNothingWrong(@TempDir Path directory) throws Exception {
    try (RealKubo kubo = RealKubo.start(directory)) {
      Batch batch = batch(0, 20);
      pins(kubo).require(batch.root());
      forget();
      kubo.rot(claim(5));
      OwnBlocks own = new OwnBlocks(kept, nodes(kubo));
      own.prefetch(batch.root());

      assertEquals(Optional.empty(), kept.fetch(claim(5).cid()));
      assertEquals(Optional.empty(), own.fetch(claim(5).cid()));
      assertArrayEquals(claim(6).data(), own.fetch(claim(6).cid()).orElseThrow().data());
    }
  }

  /// Does something at a step.
  private static final class MeddlingStore implements BlockStore {
    private final BlockStore real;
    private final Runnable meddling;
    private int left;

    MeddlingStore(BlockStore real, int step, Runnable meddling) {
      this.real = real;
      this.left = step;
      this.meddling = meddling;
    }

    @Override
    public void store(Collection<Block> blocks) {
      real.store(blocks);
    }

    @Override
    public Optional<Block> fetch(Cid cid) {
      return real.fetch(cid);
    }

    @Override
    public Map<Cid, Block> fetchAll(Collection<Cid> cids) {
      if (--left == 0) {
        meddling.run();
      }
      return real.fetchAll(cids);
    }
  }
}
