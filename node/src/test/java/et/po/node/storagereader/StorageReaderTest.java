package et.po.node.storagereader;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.ipfs.NotAskedException;
import et.po.node.messages.Message.BatchItem;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.ClaimsRead;
import et.po.node.messages.Message.ClaimsRefused;
import et.po.node.messages.Message.ReadClaim;
import et.po.node.messages.Message.RefusedClaim;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.messaging.OutboxContents;
import et.po.node.messaging.TryLaterException;
import et.po.node.testing.Claims;
import et.po.node.testing.FetchedBlocks;
import et.po.node.testing.InMemoryBlocks;
import et.po.node.testing.TestDatabase;
import et.po.node.testing.Unread;
import et.po.protocol.claim.Ed25519Key;
import et.po.protocol.claim.SignedClaim;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.FileImporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StorageReaderTest {
  private record Settings(Duration retry) implements StorageReaderSettings {
    @Override
    public Duration longestRetry() {
      return Duration.ofHours(1);
    }

    @Override
    public long largestClaim() {
      return 4 * 1024 * 1024;
    }
  }

  private final TestDatabase database = new TestDatabase();
  private final InMemoryBlocks blocks = new InMemoryBlocks();
  private final StorageReader reader =
      new StorageReader(
          new Settings(Duration.ofSeconds(100)),
          database.database(),
          new InProcessMessaging(database.source(), Unread.TOPOLOGY),
          blocks);

  @AfterEach
  void close() {
    database.close();
  }

  private Cid raw(String content) {
    Block block = Block.raw(content.getBytes(StandardCharsets.UTF_8));
    blocks.store(List.of(block));
    return block.cid();
  }

  private Cid wrapped(byte[] content) {
    List<Block> made = new ArrayList<>();
    try {
      Cid cid = FileImporter.importFile(new ByteArrayInputStream(content), made::add);
      blocks.store(made);
      return cid;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void batch(List<Cid> files) throws Exception {
    reader.handle(
        new BatchRead(
            "batch",
            Optional.of(1),
            files.stream()
                .map(file -> new BatchItem(file.toString(), "path", Optional.empty()))
                .toList()));
  }

  private void readAll() throws Exception {
    boolean more = true;
    while (more) {
      more = reader.step();
    }
  }

  private List<ReadClaim> read() throws Exception {
    return OutboxContents.of(database.source(), ClaimsRead.class).stream()
        .flatMap(message -> message.claims().stream())
        .toList();
  }

  private List<RefusedClaim> refused() throws Exception {
    return OutboxContents.of(database.source(), ClaimsRefused.class).stream()
        .flatMap(message -> message.claims().stream())
        .toList();
  }

  private static String json(SignedClaim claim) {
    return new String(claim.file(), StandardCharsets.UTF_8);
  }

  @Test
  void claimsOfBothKindsOfFile_areReadAsTheyAre() throws Exception {
    SignedClaim one = Claims.signed(1);
    SignedClaim two = Claims.signed(2);
    Cid first = raw(json(one));
    Cid second = wrapped(two.file());
    batch(List.of(first, second));
    readAll();

    assertEquals(
        List.of(
                new ReadClaim(one.id().hex(), first.toString(), json(one), "VALID"),
                new ReadClaim(two.id().hex(), second.toString(), json(two), "VALID"))
            .stream()
            .sorted(java.util.Comparator.comparing(ReadClaim::claimId))
            .toList(),
        read().stream().sorted(java.util.Comparator.comparing(ReadClaim::claimId)).toList());
  }

  @Test
  void filesInAnothersHand_arePassedOver_untilItLetsGo() throws Exception {
    Cid file = raw(json(Claims.signed(1)));
    blocks.lose(file);
    batch(List.of(file));
    raw(json(Claims.signed(1)));
    StorageReader other =
        new StorageReader(
            new Settings(Duration.ofSeconds(100)),
            database.database(),
            new InProcessMessaging(database.source(), Unread.TOPOLOGY),
            new FetchedBlocks(cid -> {
              assertDoesNotThrow(StorageReaderTest.this::readAll);
              assertEquals(List.of(), assertDoesNotThrow(StorageReaderTest.this::read));
              throw new TryLaterException("dies with the file in hand");
            }));
    assertThrows(TryLaterException.class, other::step);

    readAll();
    assertEquals(1, read().size());
  }

  @Test
  void filesAtHand_areReadAtOnce_andToldOnce_howeverOftenTheMessageComes() throws Exception {
    List<Cid> files = IntStream.range(0, 30).mapToObj(i -> raw(json(Claims.signed(i)))).toList();
    batch(files);
    batch(files);

    assertEquals(30, read().size());
    assertFalse(reader.step());
  }

  /// Whatever it is in a file that ends the process, and however often it does: those beside it are
  /// read.
  @Test
  void fileThatEndsTheProcess_keepsNoOtherFromBeingRead() throws Exception {
    Cid deadly = raw("deadly");
    List<Cid> files = new ArrayList<>(List.of(deadly));
    IntStream.range(0, 5).forEach(i -> files.add(raw(json(Claims.signed(i)))));
    StorageReader dying =
        new StorageReader(
            new Settings(Duration.ofSeconds(100)),
            database.database(),
            new InProcessMessaging(database.source(), Unread.TOPOLOGY),
            new FetchedBlocks(cid -> {
              if (cid.equals(deadly)) {
                throw new OutOfMemoryError("the process ends here");
              }
              return blocks.fetch(cid);
            }));
    BatchRead message =
        new BatchRead(
            "batch",
            Optional.of(1),
            files.stream()
                .map(file -> new BatchItem(file.toString(), "path", Optional.empty()))
                .toList());
    assertThrows(OutOfMemoryError.class, () -> dying.handle(message));
    assertDoesNotThrow(() -> dying.handle(message), "it comes again, and is passed over");
    assertFalse(dying.step(), "they may be in somebody's hand");

    batch(List.of(raw(json(Claims.signed(5)))));
    assertEquals(1, read().size(), "one that comes later is read at once");

    int deaths = 0;
    for (int wait = 0; wait < 3; wait++) {
      database.execute("update storage_reader.file set due = now() where done is null");
      for (boolean more = true; more; ) {
        try {
          more = dying.step();
        } catch (OutOfMemoryError e) {
          deaths++;
        }
      }
    }
    assertEquals(3, deaths, "each time it is due again after a longer while");
    assertEquals(6, read().size());
    database.execute("update storage_reader.file set due = now() where done is null");
    readAll();
    assertEquals(1, refused().size());
  }

  /// Two processes have the same message in hand: whoever writes down first tells.
  @Test
  void fileThatAnotherReadsMeanwhile_isToldOnce() throws Exception {
    Cid file = raw(json(Claims.signed(1)));
    BatchRead message =
        new BatchRead(
            "batch",
            Optional.of(1),
            List.of(new BatchItem(file.toString(), "path", Optional.empty())));
    StorageReader slow =
        new StorageReader(
            new Settings(Duration.ofSeconds(100)),
            database.database(),
            new InProcessMessaging(database.source(), Unread.TOPOLOGY),
            new FetchedBlocks(cid -> {
              assertDoesNotThrow(() -> reader.handle(message));
              return blocks.fetch(cid);
            }));
    slow.handle(message);

    assertEquals(1, read().size());
    assertFalse(reader.step());
  }

  @Test
  void file_isReadOnce_howeverManyBatchesNameIt() throws Exception {
    Cid file = raw(json(Claims.signed(1)));
    batch(List.of(file, file));
    batch(List.of(file));
    readAll();
    batch(List.of(file));
    readAll();

    assertEquals(1, read().size());
  }

  @Test
  void whatIsNoClaim_isRefusedWithTheReason() throws Exception {
    String claim = json(Claims.signed(1));
    String issuer = Claims.signed(1).issuer().uri();
    String another = Ed25519Key.ofPassphrase("another").issuer().uri();
    assertTrue(claim.contains(issuer));
    batch(
        List.of(
            raw("hello"),
            raw("{\"a\":1}"),
            raw(claim.replace("Work 1", "Work 2")),
            raw(claim.replace("\"issuer\":\"" + issuer, "\"issuer\":\"" + another)),
            raw(claim + " {}"),
            wrapped(new byte[5 * 1024 * 1024])));
    readAll();

    assertEquals(List.of(), read());
    List<String> reasons = refused().stream().map(RefusedClaim::reason).sorted().toList();
    assertEquals(6, reasons.size());
    assertTrue(reasons.stream().anyMatch(reason -> reason.startsWith("ID_MISMATCH")));
    assertTrue(reasons.stream().anyMatch(reason -> reason.startsWith("SCHEMA_INVALID")));
    assertTrue(reasons.stream().anyMatch(reason -> reason.startsWith("not JSON")));
    assertTrue(reasons.stream().anyMatch(reason -> reason.startsWith("not a file")));
  }

  /// A name in the file comes into the reason, and whatever it is, it must not keep the reader from
  /// writing down what else it read.
  @Test
  void hostileNames_stopNothing() throws Exception {
    String claim = json(Claims.signed(1));
    List<Cid> files = new ArrayList<>();
    files.add(raw("{\"\\u0000\\ud800\":1," + claim.substring(1)));
    files.add(raw("{\"" + "x".repeat(1_000_000) + "\":1," + claim.substring(1)));
    files.add(raw("[".repeat(100_000)));
    files.add(raw(claim));
    batch(files);
    readAll();

    assertEquals(1, read().size());
    assertEquals(3, refused().size());
    assertTrue(refused().stream().allMatch(no -> no.reason().length() <= 1000));
    assertEquals(
        4, database.count("select count(*) from storage_reader.file where done is not null"));
  }

  @Test
  void missingFile_isTriedAgainWithGrowingPauses_andReadOnceItIsThere() throws Exception {
    String claim = json(Claims.signed(1));
    Cid file = raw(claim);
    blocks.lose(file);
    Cid other = raw(json(Claims.signed(2)));
    batch(List.of(file, other));
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      readAll();
      pauses.add(
          database.count(
              "select round(extract(epoch from due - now()) / 100)::bigint"
                  + " from storage_reader.file where done is null"));
      database.execute("update storage_reader.file set due = now() where done is null");
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 36L, 36L), pauses);
    assertEquals(1, read().size());

    raw(claim);
    readAll();
    assertEquals(2, read().size());
    assertFalse(reader.step());
  }

  private StorageReader reader(Function<Cid, Optional<Block>> source) {
    return new StorageReader(
        new Settings(Duration.ofSeconds(100)),
        database.database(),
        new InProcessMessaging(database.source(), Unread.TOPOLOGY),
        new FetchedBlocks(source));
  }

  /// Of files that were not at hand when they were named, and are now.
  private List<Cid> dueClaims(int number) throws Exception {
    List<Cid> files =
        IntStream.range(0, number).mapToObj(i -> raw(json(Claims.signed(i)))).toList();
    files.forEach(blocks::lose);
    batch(files);
    IntStream.range(0, number).forEach(i -> raw(json(Claims.signed(i))));
    return files;
  }

  @Test
  void storeThatIsAwayForOneFile_keepsNoOtherFromBeingRead() throws Exception {
    Cid away = dueClaims(20).getFirst();
    StorageReader partly =
        reader(cid -> {
          if (cid.equals(away)) {
            throw new TryLaterException("away");
          }
          return blocks.fetch(cid);
        });
    assertThrows(TryLaterException.class, partly::step);
    assertThrows(TryLaterException.class, partly::step);
    assertThrows(TryLaterException.class, partly::step);

    assertEquals(19, read().size());
    assertEquals(
        1,
        database.count(
            "select count(*) from storage_reader.file"
                + " where done is null and taken = 0 and attempts = 0 and due <= now()"));
  }

  @Test
  void storeThatGoesAway_whatWasReadIsKept_andTheRestGivenBack() throws Exception {
    dueClaims(40);
    AtomicInteger fetched = new AtomicInteger();
    StorageReader partly =
        reader(cid -> {
          if (fetched.incrementAndGet() > 16) {
            throw new TryLaterException("away");
          }
          return blocks.fetch(cid);
        });
    assertThrows(TryLaterException.class, partly::step);
    assertEquals(25, fetched.get(), "away for all of the next eight: no other is asked for");
    assertEquals(16, read().size());
    assertEquals(
        24,
        database.count(
            "select count(*) from storage_reader.file"
                + " where done is null and taken = 0 and attempts = 0 and due <= now()"));

    readAll();
    assertEquals(40, read().size());
  }

  @Test
  void filesThatNobodyWasAskedFor_areNotMissing_andComeAgain() throws Exception {
    dueClaims(20);
    StorageReader resting =
        reader(cid -> {
          throw new NotAskedException("it rests", Duration.ofSeconds(30));
        });
    assertFalse(resting.step());
    assertFalse(resting.step(), "not due");
    assertEquals(
        20,
        database.count(
            "select count(*) from storage_reader.file where done is null and taken = 0"
                + " and attempts = 0 and due between now() and now() + interval '30 seconds'"));

    database.execute("update storage_reader.file set due = now()");
    readAll();
    assertEquals(20, read().size());
  }

  private void waiting(String name, int number, int attempts, String looked) {
    for (int i = 0; i < number; i++) {
      database.execute(
          "insert into storage_reader.file (file_cid, attempts, due, looked)"
              + " values (?, ?, now() - interval '1 hour', now() - cast(? as interval))",
          Block.raw((name + i).getBytes(StandardCharsets.UTF_8)).cid().toString(),
          attempts,
          looked);
    }
  }

  /// Those asked for first.
  private List<Cid> firstAsked() throws Exception {
    List<Cid> asked = Collections.synchronizedList(new ArrayList<>());
    reader(
            cid -> {
              asked.add(cid);
              return Optional.empty();
            })
        .step();
    return asked.subList(0, 8);
  }

  @Test
  void filesThatNobodyHas_comeAfterThoseThatWereLookedForLessOften() throws Exception {
    waiting("nobody's", 600, 5, "2 hours");
    waiting("new", 6, 0, "1 minute");
    waiting("newer", 600, 1, "1 second");

    List<Cid> asked = firstAsked();
    for (int i = 0; i < 6; i++) {
      assertTrue(asked.contains(Block.raw(("new" + i).getBytes(StandardCharsets.UTF_8)).cid()));
    }
  }

  @Test
  void fileThatWasLookedForOften_isLookedForAgain_howeverManyNewOnesThereAre() throws Exception {
    waiting("new", 1200, 0, "1 minute");
    waiting("old", 1, 20, "1 hour");

    assertTrue(firstAsked().contains(Block.raw("old0".getBytes(StandardCharsets.UTF_8)).cid()));
  }

  @Test
  void manyFiles_areReadInMessagesThatFitIntoMemory() throws Exception {
    List<Cid> files = IntStream.range(0, 1100).mapToObj(i -> raw(json(Claims.signed(i)))).toList();
    List<Cid> large =
        IntStream.range(0, 30)
            .mapToObj(i -> raw("{\"n\":" + i + ",\"x\":\"" + "x".repeat(1_500_000) + "\"}"))
            .toList();
    batch(files);
    batch(large);
    readAll();

    assertEquals(1100, read().size());
    assertEquals(30, refused().size());
    assertTrue(
        OutboxContents.of(database.source(), ClaimsRead.class).stream()
            .allMatch(message -> message.claims().size() <= 500));
  }
}
