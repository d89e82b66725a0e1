package et.po.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlockRef;
import et.po.node.messages.Message.ClaimsRead;
import et.po.node.messages.Message.ClaimsRefused;
import et.po.node.messages.Message.ReadClaim;
import et.po.node.messages.Message.RefusedClaim;
import et.po.node.testing.NodeDatabase;
import et.po.node.testing.Polling;
import et.po.node.testing.SignedClaims;
import et.po.node.testing.TestRoles;
import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import io.agroal.api.AgroalDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the readers make of batches that others wrote, good and bad.
class ReadersTest {
  private final AgroalDataSource database = NodeDatabase.pooled();
  private final TestRoles roles = new TestRoles(database);
  private int height;

  @BeforeEach
  void start() {
    roles.startReaders();
  }

  @AfterEach
  void stop() {
    roles.close();
    database.close();
  }

  private static Block file(String content) {
    return Block.raw(content.getBytes(StandardCharsets.UTF_8));
  }

  private static Block file(SignedClaim claim) {
    return Block.raw(claim.file());
  }

  private static Batch batch(Block... files) {
    return BatchLayout.TREE.build(
        Stream.of(files)
            .map(f -> new BatchEntry(f.cid(), f.data().length, Optional.empty()))
            .toList());
  }

  private void anchor(Cid batch, String prefix, int version) throws Exception {
    Anchor anchor =
        new Anchor(
            prefix,
            version,
            0,
            batch.toString(),
            "transaction " + ++height,
            "00",
            List.of(),
            1,
            "00");
    roles.publish(
        new BlockRead(new BlockRef(height, "block " + height, "previous"), List.of(anchor)));
  }

  private List<ReadClaim> read() throws Exception {
    return roles.published(ClaimsRead.class).stream().flatMap(m -> m.claims().stream()).toList();
  }

  private List<RefusedClaim> refused() throws Exception {
    return roles.published(ClaimsRefused.class).stream().flatMap(m -> m.claims().stream()).toList();
  }

  @Test
  void batchThatCannotBeHadYet_isRetried_andThenRead() throws Exception {
    SignedClaim claim = new SignedClaims().work("late");
    Batch batch = batch(file(claim));
    anchor(batch.root(), "POET", 1);
    Polling.until(
        () -> !roles.ask("select 1 from batch_reader.batch where attempts >= 2").isEmpty());
    assertEquals(List.of(), read());

    roles.blocks().store(batch.directories());
    Polling.until(
        () -> !roles.ask("select 1 from storage_reader.file where attempts >= 2").isEmpty());
    assertEquals(List.of(), read());

    roles.blocks().store(List.of(file(claim)));
    Polling.until(() -> read().size() == 1);
    assertEquals(claim.id().hex(), read().getFirst().claimId());
    assertEquals(1, roles.published(BatchRead.class).size());
    assertEquals("", roles.problems());
  }

  @Test
  void malformedBatch_isRefusedOnce_andThoseBehindAreRead() throws Exception {
    Block junk = Block.dagPb("no directory".getBytes(StandardCharsets.UTF_8));
    SignedClaim claim = new SignedClaims().work("good");
    Batch good = batch(file(claim));
    roles.blocks().store(List.of(junk, file(claim)));
    roles.blocks().store(good.directories());
    anchor(junk.cid(), "POET", 1);
    anchor(junk.cid(), "POET", 1);
    anchor(good.root(), "POET", 1);

    Polling.until(() -> read().size() == 1);
    assertEquals(
        List.of("0"),
        roles.ask(
            "select attempts from batch_reader.batch where refused is not null and batch_cid = ?",
            junk.cid().toString()));
    assertEquals("", roles.problems());
  }

  @Test
  void batchOfTheOtherLayout_isRefused() throws Exception {
    Block file = file(new SignedClaims().work("flat"));
    Batch flat =
        BatchLayout.FLAT.build(
            List.of(new BatchEntry(file.cid(), file.data().length, Optional.empty())));
    roles.blocks().store(flat.directories());
    anchor(flat.root(), "POET", 1);

    Polling.until(
        () -> !roles.ask("select 1 from batch_reader.batch where refused is not null").isEmpty());
    assertEquals(List.of(), roles.published(BatchRead.class));
  }

  @Test
  void anchorsOfOthers_areNotFollowed() throws Exception {
    Batch batch = batch(file(new SignedClaims().work("ours")));
    anchor(batch(file("a")).root(), "BARD", 3);
    anchor(batch(file("b")).root(), "POET", 3);
    anchor(batch.root(), "POET", 1);

    Polling.until(() -> !roles.ask("select 1 from batch_reader.batch").isEmpty());
    assertEquals(
        List.of(batch.root().toString()), roles.ask("select batch_cid from batch_reader.batch"));
  }

  @Test
  void whatIsNoClaim_isRefusedWithItsReason_andTheClaimBesideItIsRead() throws Exception {
    SignedClaim claim = new SignedClaims().work("good");
    Block[] bad = {
      file("not JSON"),
      file("{}"),
      file("\0"),
      file("[" + "[".repeat(100_000)),
      Block.raw(new byte[1024 * 1024 + 1]),
      file(vector("65")),
      file(termWithNul(claim)),
      file(changed(claim)),
      Block.dagPb("no file".getBytes(StandardCharsets.UTF_8))
    };
    Block[] raw =
        Stream.of(bad).filter(b -> b.cid().codec() == Cid.Codec.RAW).toArray(Block[]::new);
    Batch batch =
        batch(Stream.concat(Stream.of(raw), Stream.of(file(claim))).toArray(Block[]::new));
    roles.blocks().store(List.of(bad));
    roles.blocks().store(List.of(file(claim)));
    roles.blocks().store(batch.directories());
    anchor(batch.root(), "POET", 1);

    Polling.until(() -> read().size() == 1 && refused().size() == raw.length);
    assertEquals("VALID", read().getFirst().verdict());
    assertTrue(reason(file(vector("65"))).startsWith("CREATOR_IS_NOT_ISSUER"));
    assertTrue(reason(file("not JSON")).startsWith("not JSON"));
    assertTrue(reason(file(changed(claim))).startsWith("ID_MISMATCH"));
    assertFalse(reason(file(termWithNul(claim))).contains("\0"));
    assertEquals("", roles.problems());
  }

  private String reason(Block file) throws Exception {
    return refused().stream()
        .filter(refused -> refused.fileCid().equals(file.cid().toString()))
        .findFirst()
        .orElseThrow()
        .reason();
  }

  /// A claim whose context has a fault that the refusal quotes, with a character that a database
  /// does not take.
  private static String termWithNul(SignedClaim claim) {
    JsonObject context =
        claim
            .envelope()
            .findObject("@context")
            .orElseThrow()
            .with("bad\0term", new JsonArray(List.of()));
    return claim.envelope().with("@context", context).text();
  }

  private static String changed(SignedClaim claim) {
    Json other = claim.claim().with("name", new JsonString("another"));
    return claim.envelope().with("claim", other).text();
  }

  private static String vector(String number) throws Exception {
    Path directory = Path.of(System.getProperty("vectors.directory"), "claims");
    try (Stream<Path> files = Files.list(directory)) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().startsWith(number + "-"))
              .findFirst()
              .orElseThrow();
      JsonObject content = (JsonObject) Json.parse(Files.readAllBytes(file));
      return content.findObject("signed").orElseThrow().text();
    }
  }
}
