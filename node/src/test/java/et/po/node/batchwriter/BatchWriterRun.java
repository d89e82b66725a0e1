package et.po.node.batchwriter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.ipfs.Pins;
import et.po.node.ipfs.PostgresBlockStore;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.StoredClaim;
import et.po.node.messaging.InProcessMessaging;
import et.po.node.messaging.OutboxContents;
import et.po.node.testing.FaultyBlockStore;
import et.po.node.testing.Unread;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.batch.BatchMember;
import et.po.protocol.batch.BatchReader;
import et.po.protocol.ipfs.Cid;
import et.po.testkit.Fault;
import et.po.testkit.FaultyDatabase;
import et.po.testkit.SimulatedCrash;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/// A batch writer that is given claims and may crash on the way.
final class BatchWriterRun {
  private static final int BATCH = 4;

  private record Settings(int layout) implements BatchWriterSettings {
    @Override
    public Duration interval() {
      return Duration.ZERO;
    }

    @Override
    public int size() {
      return BATCH;
    }
  }

  private final DataSource real;
  private final BatchLayout layout;
  private final Fault fault;
  private final PostgresBlockStore blocks;
  private final Deque<ClaimsStored> undelivered = new ArrayDeque<>();
  private final Set<String> expected = new TreeSet<>();

  BatchWriterRun(DataSource real, BatchLayout layout, Fault fault) {
    this.real = real;
    this.layout = layout;
    this.fault = fault;
    this.blocks = new PostgresBlockStore(new Database(real));
    arrive(0, 5);
    arrive(3, 8);
  }

  void arrive(int from, int to) {
    List<StoredClaim> claims = new ArrayList<>();
    for (int number = from; number < to; number++) {
      claims.add(TestClaims.stored(layout, number));
    }
    claims.forEach(claim -> expected.add(claim.fileCid()));
    undelivered.add(new ClaimsStored(claims));
  }

  BatchWriter writer() {
    DataSource faulty = FaultyDatabase.of(real, fault);
    return new BatchWriter(
        new Settings(layout.version()),
        new Database(faulty),
        new InProcessMessaging(faulty, Unread.TOPOLOGY),
        new FaultyBlockStore(blocks, fault),
        Pins.NONE);
  }

  /// Delivers messages, at least once as messaging does, and steps until nothing is left to do.
  void toTheEnd(boolean arrivals, boolean anew) throws Exception {
    BatchWriter writer = writer();
    while (true) {
      try {
        deliver(writer);
        work(writer);
        return;
      } catch (SimulatedCrash crash) {
        if (arrivals) {
          arrive(100, 106);
        }
        writer = anew ? writer() : writer;
      }
    }
  }

  void deliver(BatchWriter writer) throws Exception {
    while (!undelivered.isEmpty()) {
      writer.handle(undelivered.element());
      undelivered.remove();
    }
  }

  void work(BatchWriter writer) throws Exception {
    boolean more = true;
    while (more) {
      more = writer.step();
    }
  }

  /// Every claim in exactly one batch, and every batch announced with just its claims.
  void check() throws Exception {
    List<String> batched = new ArrayList<>();
    for (String root : closedBatches()) {
      List<String> files =
          BatchReader.read(layout, Cid.parse(root).orElseThrow(), blocks::fetch).stream()
              .map(BatchMember::claimFile)
              .map(Cid::toString)
              .sorted()
              .toList();
      assertEquals(files, announced(root), "what is announced is what the batch holds");
      batched.addAll(files);
    }
    assertEquals(List.copyOf(expected), batched.stream().sorted().toList());
    assertEquals(
        closedBatches().size(),
        OutboxContents.of(real, BatchCreated.class).size(),
        "nothing is announced twice");
  }

  private List<String> closedBatches() throws Exception {
    return new Database(real)
        .inTransaction(transaction ->
            Sql.list(
                transaction, row -> row.getString(1), "select batch_cid from batch_writer.batch"));
  }

  private List<String> announced(String root) throws Exception {
    return OutboxContents.of(real, BatchCreated.class).stream()
        .filter(batch -> batch.batchCid().equals(root) && batch.layout() == layout.version())
        .flatMap(batch -> batch.fileCids().stream())
        .sorted()
        .toList();
  }
}
