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
      if (!taken.isEmpty() && conclude(taken, this::readAtHand)) {
        task.wake();
      }
    }
  }

  /// Whether more can be read at once. What was read is written down also where a store is away
  /// then; what was not asked for is given back. A process that dies gives nothing back, and
  /// whatever else goes wrong is taken for that: it might go wrong each time.
  private boolean conclude(List<Cid> taken, Function<List<Cid>, List<ClaimFile>> reading)
      throws SQLException {
    List<ClaimFile> read = reading.apply(taken);
    pace.add(read.stream().filter(ClaimFile::isConcluded).count());
    Set<Cid> unread = new LinkedHashSet<>(taken);
    read.forEach(file -> unread.remove(file.cid()));
    journal.conclude(read, unread);
    for (ClaimFile file : read) {
      if (file instanceof ClaimFile.Away away) {
        throw away.because();
      }
    }
    // Of so many of which not one could be asked for, the next are not asked for either.
    boolean asked = read.stream().anyMatch(file -> !(file instanceof ClaimFile.Unasked));
    return !unread.isEmpty() || (asked && taken.size() == FILES_AT_ONCE);
  }

  /// Those of the files that are had in one step, as many as fit into a message.
  private List<ClaimFile> readAtHand(List<Cid> files) {
    Map<Cid, Block> fetched;
    try {
      fetched = blocks.fetchAll(files);
    } catch (TryLaterException e) {
      return away(files, e);
    }
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
    boolean more = !doubtful.isEmpty();
    if (more) {
      conclude(doubtful, this::readSome);
    }
    List<Cid> due = journal.take(FILES_AT_ONCE);
    return (!due.isEmpty() && conclude(due, this::readSome)) || more;
  }

  /// The first of these, as many as fit into a message and into the time, until a store is away for
  /// all that were asked for together.
  private List<ClaimFile> readSome(List<Cid> due) {
    long end = System.nanoTime() + LONGEST_READING.toNanos();
    List<ClaimFile> files = new ArrayList<>();
    long characters = 0;
    boolean away = false;
    while (!away
        && files.size() < due.size()
        && characters < CHARACTERS_IN_A_MESSAGE
        && System.nanoTime() < end) {
      int from = files.size();
      List<ClaimFile> read =
          readEach(due.subList(from, Math.min(due.size(), from + FILES_IN_MEMORY)));
      files.addAll(read);
      characters += read.stream().mapToLong(StorageReader::characters).sum();
      away = read.stream().allMatch(file -> file instanceof ClaimFile.Away);
    }
    return files;
  }

  private List<ClaimFile> readEach(List<Cid> cids) {
    Map<Cid, Block> fetched = fetchTogether(cids);
    return judge(
        cids, wanted -> Optional.ofNullable(fetched.get(wanted)).or(() -> blocks.fetch(wanted)));
  }

  /// Where a store is away, that is seen of each file: another may have some.
  private Map<Cid, Block> fetchTogether(List<Cid> cids) {
    try {
      return blocks.fetchAll(cids);
    } catch (TryLaterException e) {
      return Map.of();
    }
  }

  private static List<ClaimFile> away(List<Cid> cids, TryLaterException because) {
    return cids.stream().<ClaimFile>map(cid -> new ClaimFile.Away(cid, because)).toList();
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
