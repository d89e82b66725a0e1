package et.po.node.storagereader;

import et.po.node.Role;
import et.po.node.database.Database;
import et.po.node.ipfs.BlockStore;
import et.po.node.messages.Message;
import et.po.node.messages.Message.BatchItem;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messaging.Messaging;
import et.po.node.messaging.Messaging.Subscription;
import et.po.node.messaging.TryLaterException;
import et.po.node.tasks.Pace;
import et.po.node.tasks.RepeatedTask;
import et.po.protocol.claim.ClaimInspector;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Role: reads the claim files of batches back and judges every claim from scratch, as if nobody
/// had before.
public final class StorageReader implements Role {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int FILES_AT_ONCE = 500;

  /// Files whose bytes are in memory at the same time, besides what goes into a message: foreign
  /// ones may have megabytes each.
  private static final int FILES_IN_MEMORY = 8;

  private static final int CHARACTERS_IN_A_MESSAGE = 4 * 1024 * 1024;

  /// How long files may be in hand, most of it waiting for gateways.
  private static final Duration LONGEST_READING = Duration.ofSeconds(15);

  private final StorageReaderSettings settings;
  private final Messaging messaging;
  private final FileJournal journal;
  private final BlockStore blocks;
  private final ClaimInspector inspector = new ClaimInspector();
  private final RepeatedTask task;
  private final Pace pace = new Pace("storage-reader", "claims read back");
  private volatile Subscription subscription = Subscription.NONE;

  public StorageReader(
      StorageReaderSettings settings, Database database, Messaging messaging, BlockStore blocks) {
    this.settings = settings;
    this.messaging = messaging;
    this.journal = new FileJournal(database, messaging, settings);
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

  /// Reads what is at hand at once; the rest is written down to be looked for.
  void handle(Message message) throws SQLException {
    if (!(message instanceof BatchRead batch)) {
      throw new IllegalArgumentException("not subscribed to " + message);
    }
    List<Cid> files =
        batch.items().stream()
            .map(BatchItem::fileCid)
            .distinct()
            .map(cid ->
                Cid.parse(cid).orElseThrow(() -> new IllegalArgumentException("no CID: " + cid)))
            .toList();
    for (int from = 0; from < files.size(); from += FILES_AT_ONCE) {
      List<Cid> some = files.subList(from, Math.min(files.size(), from + FILES_AT_ONCE));
      List<Cid> taken = journal.takeNew(some);
      if (!taken.isEmpty() && !conclude(taken, this::readAtHand)) {
        task.wake();
      }
    }
  }

  /// Whether all that were taken were read, or looked for. Where a store is away they are given
  /// back. A process that dies gives nothing back, and whatever else goes wrong is taken for that:
  /// it might go wrong each time.
  private boolean conclude(List<Cid> taken, Function<List<Cid>, List<ClaimFile>> reading)
      throws SQLException {
    List<ClaimFile> read;
    try {
      read = reading.apply(taken);
    } catch (TryLaterException e) {
      giveBack(taken, e);
      throw e;
    }
    pace.add(read.stream().filter(file -> !(file instanceof ClaimFile.Missing)).count());
    Set<Cid> unread = new LinkedHashSet<>(taken);
    read.forEach(file -> unread.remove(file.cid()));
    journal.conclude(read, unread);
    return unread.isEmpty();
  }

  private void giveBack(List<Cid> taken, TryLaterException because) {
    try {
      journal.conclude(List.of(), taken);
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  /// Those of the files that are had in one step, as many as fit into a message.
  private List<ClaimFile> readAtHand(List<Cid> files) {
    Map<Cid, Block> fetched = blocks.fetchAll(files);
    long bytes = 0;
    List<Cid> some = new ArrayList<>();
    for (Cid file : files) {
      Block block = fetched.get(file);
      if (block != null && bytes < CHARACTERS_IN_A_MESSAGE) {
        some.add(file);
        bytes += block.data().length;
      }
    }
    return judge(some, wanted -> Optional.ofNullable(fetched.get(wanted))).stream()
        .filter(file -> !(file instanceof ClaimFile.Missing))
        .toList();
  }

  /// Nothing of the database is held while files are looked for, which may take long.
  boolean step() throws SQLException {
    List<Cid> doubtful = journal.takeDoubtful(FILES_AT_ONCE);
    boolean all = doubtful.isEmpty() || conclude(doubtful, this::readSome);
    List<Cid> due = journal.take(FILES_AT_ONCE);
    all &= due.isEmpty() || conclude(due, this::readSome);
    return !doubtful.isEmpty() || due.size() == FILES_AT_ONCE || !all;
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
    return judge(
        cids, wanted -> Optional.ofNullable(fetched.get(wanted)).or(() -> blocks.fetch(wanted)));
  }

  private List<ClaimFile> judge(List<Cid> cids, Function<Cid, Optional<Block>> source) {
    return cids.parallelStream()
        .map(cid -> ClaimFile.read(cid, source, settings.largestClaim(), inspector))
        .toList();
  }

  private static long characters(ClaimFile file) {
    return file instanceof ClaimFile.Claim claim ? claim.json().length() : 0;
  }
}
