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
import et.po.node.tasks.Pace;
import et.po.node.tasks.RepeatedTask;
import et.po.protocol.claim.ClaimInspector;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final Pace pace = new Pace("storage-reader", "claims read back");
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

  /// Reads what is at hand at once; the rest is written down to be looked for. What is not new was
  /// told of before, or waits in somebody's hand.
  void handle(Message message) throws SQLException {
    if (!(message instanceof BatchRead batch)) {
      throw new IllegalArgumentException("not subscribed to " + message);
    }
    List<String> files = batch.items().stream().map(BatchItem::fileCid).distinct().toList();
    for (int from = 0; from < files.size(); from += FILES_AT_ONCE) {
      read(unknown(files.subList(from, Math.min(files.size(), from + FILES_AT_ONCE))));
    }
  }

  private void read(List<Cid> files) throws SQLException {
    if (files.isEmpty()) {
      return;
    }
    List<ClaimFile> read = readAtHand(files);
    pace.add(read.size());
    database.run(transaction -> add(transaction, files, read));
    if (read.size() < files.size()) {
      task.wake();
    }
  }

  private List<Cid> unknown(List<String> cids) throws SQLException {
    Set<String> known =
        database.inTransaction(transaction ->
            Set.copyOf(
                Sql.list(
                    transaction,
                    row -> row.getString(1),
                    "select file_cid from storage_reader.file where file_cid = any(?)",
                    Sql.array("text", cids))));
    return cids.stream()
        .filter(cid -> !known.contains(cid))
        .map(cid -> Cid.parse(cid).orElseThrow())
        .toList();
  }

  /// Those of the files that are had in one step, as many as fit into a message.
  private List<ClaimFile> readAtHand(List<Cid> files) {
    Map<Cid, Block> fetched = blocks.fetchAll(files);
    List<ClaimFile> read = new ArrayList<>();
    long bytes = 0;
    List<Cid> some = new ArrayList<>();
    for (Cid file : files) {
      Block block = fetched.get(file);
      if (block != null && bytes < CHARACTERS_IN_A_MESSAGE) {
        some.add(file);
        bytes += block.data().length;
      }
    }
    some.parallelStream()
        .map(cid ->
            ClaimFile.read(
                cid,
                wanted -> Optional.ofNullable(fetched.get(wanted)),
                settings.largestClaim(),
                inspector))
        .filter(file -> !(file instanceof ClaimFile.Missing))
        .forEachOrdered(read::add);
    return read;
  }

  /// Of a file that two processes read at once, the first to write it down tells.
  private void add(Connection transaction, List<Cid> files, List<ClaimFile> read)
      throws SQLException {
    Map<String, Optional<String>> concluded = new HashMap<>();
    for (ClaimFile file : read) {
      concluded.put(
          file.cid().toString(),
          file instanceof ClaimFile.Refused no ? Optional.of(no.because()) : Optional.empty());
    }
    List<String> cids = files.stream().map(Cid::toString).toList();
    Set<String> fresh =
        Set.copyOf(
            Sql.list(
                transaction,
                row -> row.getString(1),
                "insert into storage_reader.file (file_cid, done, refused)"
                    + " select cid, case when done then now() end, refused"
                    + " from unnest(?, ?, ?) as f (cid, done, refused) order by cid"
                    + " on conflict do nothing returning file_cid",
                Sql.array("text", cids),
                Sql.array("bool", cids.stream().map(concluded::containsKey).toList()),
                Sql.array(
                    "text",
                    cids.stream()
                        .map(cid -> concluded.getOrDefault(cid, Optional.empty()).orElse(null))
                        .toList())));
    tell(transaction, read.stream().filter(file -> fresh.contains(file.cid().toString())).toList());
  }

  /// The files in hand stay locked until they are concluded: another process that reads passes them
  /// over, and has them as soon as this one dies.
  boolean step() throws SQLException {
    return database.inTransaction(transaction -> {
      List<Cid> due = take(transaction);
      List<ClaimFile> files = readSome(due);
      pace.add(files.stream().filter(file -> !(file instanceof ClaimFile.Missing)).count());
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
      List<ClaimFile> read =
          readEach(due.subList(from, Math.min(due.size(), from + FILES_IN_MEMORY)));
      files.addAll(read);
      characters += read.stream().mapToLong(StorageReader::characters).sum();
    }
    return files;
  }

  private List<ClaimFile> readEach(List<Cid> cids) {
    Map<Cid, Block> fetched = blocks.fetchAll(cids);
    return cids.parallelStream()
        .map(cid ->
            ClaimFile.read(
                cid,
                wanted -> Optional.ofNullable(fetched.get(wanted)).or(() -> blocks.fetch(wanted)),
                settings.largestClaim(),
                inspector))
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
    List<String> read = new ArrayList<>();
    List<ClaimFile.Refused> refused = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (ClaimFile file : files) {
      switch (file) {
        case ClaimFile.Claim claim -> read.add(claim.cid().toString());
        case ClaimFile.Refused no -> refused.add(no);
        case ClaimFile.Missing none -> missing.add(none.cid().toString());
      }
    }
    postpone(transaction, missing);
    finish(transaction, read, refused);
    tell(transaction, files);
  }

  private void tell(Connection transaction, List<ClaimFile> files) throws SQLException {
    List<ReadClaim> claims = new ArrayList<>();
    List<RefusedClaim> refused = new ArrayList<>();
    for (ClaimFile file : files) {
      String cid = file.cid().toString();
      switch (file) {
        case ClaimFile.Claim claim ->
            claims.add(new ReadClaim(claim.id(), cid, claim.json(), claim.verdict()));
        case ClaimFile.Refused no -> refused.add(new RefusedClaim(cid, no.because()));
        case ClaimFile.Missing _ -> {}
      }
    }
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
      Connection transaction, List<String> read, List<ClaimFile.Refused> refused)
      throws SQLException {
    Sql.update(
        transaction,
        "update storage_reader.file set done = now() where file_cid = any(?)",
        Sql.array("text", read));
    Sql.update(
        transaction,
        "update storage_reader.file set done = now(), refused = r.because"
            + " from unnest(?, ?) as r (cid, because) where file_cid = r.cid",
        Sql.array("text", refused.stream().map(no -> no.cid().toString()).toList()),
        Sql.array("text", refused.stream().map(ClaimFile.Refused::because).toList()));
  }
}
