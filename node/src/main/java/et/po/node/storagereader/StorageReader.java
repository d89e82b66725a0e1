package et.po.node.storagereader;

import et.po.node.Role;
import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.ipfs.BlockStore;
import et.po.node.messages.Message;
import et.po.node.messages.Message.BatchItem;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.ClaimsRead;
import et.po.node.messages.Message.ClaimsRefused;
import et.po.node.messages.Message.ReadClaim;
import et.po.node.messages.Message.RefusedClaim;
import et.po.node.messaging.Messaging;
import et.po.node.messaging.Messaging.Subscription;
import et.po.node.tasks.RepeatedTask;
import et.po.protocol.claim.ClaimInspector;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Role: reads the claim files of batches back and judges every claim from scratch, as if nobody
/// had before.
public final class StorageReader implements Role {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int FILES_AT_ONCE = 500;

  /// Files whose bytes are in memory at the same time, besides what goes into a message: foreign
  /// ones may have megabytes each.
  private static final int FILES_IN_MEMORY = 20;

  private static final int CHARACTERS_IN_A_MESSAGE = 4 * 1024 * 1024;

  /// How long files may be in hand, most of it waiting for gateways.
  private static final Duration LONGEST_READING = Duration.ofSeconds(30);

  private final StorageReaderSettings settings;
  private final Database database;
  private final Messaging messaging;
  private final BlockStore blocks;
  private final ClaimInspector inspector = new ClaimInspector();
  private final RepeatedTask task;
  private volatile Subscription subscription = Subscription.NONE;

  public StorageReader(
      StorageReaderSettings settings, Database database, Messaging messaging, BlockStore blocks) {
    this.settings = settings;
    this.database = database;
    this.messaging = messaging;
    this.blocks = blocks;
    this.task = new RepeatedTask(name(), PAUSE, this::step);
  }

  @Override
  public String name() {
    return "storage-reader";
  }

  @Override
  public void start() {
    subscription = messaging.subscribe(name(), this::handle);
    task.start();
  }

  @Override
  public void stop() {
    subscription.close();
    task.stop();
  }

  @Override
  public Optional<String> problem() {
    return task.problem().or(() -> subscription.problem());
  }

  void handle(Message message) throws SQLException {
    if (!(message instanceof BatchRead batch)) {
      throw new IllegalArgumentException("not subscribed to " + message);
    }
    database.run(transaction ->
        Sql.update(
            transaction,
            "insert into storage_reader.file (file_cid) select * from unnest(?)"
                + " order by 1 on conflict do nothing",
            Sql.array("text", batch.items().stream().map(BatchItem::fileCid).toList())));
    task.wake();
  }

  /// The files in hand stay locked until they are concluded: another process that reads passes them
  /// over, and has them as soon as this one dies.
  boolean step() throws SQLException {
    return database.inTransaction(transaction -> {
      List<Cid> due = take(transaction);
      List<ClaimFile> files = readSome(due);
      conclude(transaction, files);
      return due.size() == FILES_AT_ONCE || files.size() < due.size();
    });
  }

  /// The first of these, as many as fit into a message and into the time.
  private List<ClaimFile> readSome(List<Cid> due) {
    long end = System.nanoTime() + LONGEST_READING.toNanos();
    List<ClaimFile> files = new ArrayList<>();
    long characters = 0;
    while (files.size() < due.size()
        && characters < CHARACTERS_IN_A_MESSAGE
        && System.nanoTime() < end) {
      int from = files.size();
      List<ClaimFile> read = read(due.subList(from, Math.min(due.size(), from + FILES_IN_MEMORY)));
      files.addAll(read);
      characters += read.stream().mapToLong(StorageReader::characters).sum();
    }
    return files;
  }

  private List<ClaimFile> read(List<Cid> cids) {
    Map<Cid, Block> fetched = blocks.fetchAll(cids);
    return cids.parallelStream()
        .map(cid -> ClaimFile.read(cid, fetched, blocks, settings.largestClaim(), inspector))
        .toList();
  }

  private static long characters(ClaimFile file) {
    return file instanceof ClaimFile.Claim claim ? claim.json().length() : 0;
  }

  private static List<Cid> take(Connection transaction) throws SQLException {
    return Sql.list(
        transaction,
        row -> Cid.parse(row.getString(1)).orElseThrow(),
        "select file_cid from storage_reader.file where done is null and due <= now()"
            + " order by due limit "
            + FILES_AT_ONCE
            + " for update skip locked");
  }

  private void conclude(Connection transaction, List<ClaimFile> files) throws SQLException {
    List<ReadClaim> claims = new ArrayList<>();
    List<RefusedClaim> refused = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (ClaimFile file : files) {
      String cid = file.cid().toString();
      switch (file) {
        case ClaimFile.Claim claim ->
            claims.add(new ReadClaim(claim.id(), cid, claim.json(), claim.verdict()));
        case ClaimFile.Refused no -> refused.add(new RefusedClaim(cid, no.because()));
        case ClaimFile.Missing _ -> missing.add(cid);
      }
    }
    postpone(transaction, missing);
    finish(transaction, claims, refused);
    if (!claims.isEmpty()) {
      messaging.publish(transaction, new ClaimsRead(claims));
    }
    if (!refused.isEmpty()) {
      messaging.publish(transaction, new ClaimsRefused(refused));
    }
  }

  private void postpone(Connection transaction, List<String> missing) throws SQLException {
    Sql.update(
        transaction,
        "update storage_reader.file set attempts = attempts + 1, due = clock_timestamp()"
            + " + make_interval(secs => least(? * pow(2, least(attempts, 20)), ?))"
            + " where file_cid = any(?)",
        settings.retry().toMillis() / 1000.0,
        settings.longestRetry().toMillis() / 1000.0,
        Sql.array("text", missing));
  }

  private static void finish(
      Connection transaction, List<ReadClaim> claims, List<RefusedClaim> refused)
      throws SQLException {
    Sql.update(
        transaction,
        "update storage_reader.file set done = now() where file_cid = any(?)",
        Sql.array("text", claims.stream().map(ReadClaim::fileCid).toList()));
    Sql.update(
        transaction,
        "update storage_reader.file set done = now(), refused = r.because"
            + " from unnest(?, ?) as r (cid, because) where file_cid = r.cid",
        Sql.array("text", refused.stream().map(RefusedClaim::fileCid).toList()),
        Sql.array("text", refused.stream().map(RefusedClaim::reason).toList()));
  }
}
