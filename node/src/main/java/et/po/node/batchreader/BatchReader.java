package et.po.node.batchreader;

import et.po.node.Role;
import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.ipfs.BlockStore;
import et.po.node.messages.Message;
import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BatchItem;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messaging.Messaging;
import et.po.node.messaging.Messaging.Subscription;
import et.po.node.tasks.RepeatedTask;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.batch.BatchMember;
import et.po.protocol.batch.MalformedBatchException;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.MissingBlockException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Role: reads back the batch that an anchor names, ours no differently from anybody's.
///
/// A batch is read once for each layout that anchors give it: whoever anchors our batch as another
/// layout, before we do, must not keep it from being read as what it is.
public final class BatchReader implements Role {
  private static final Logger LOG = Logger.getLogger(BatchReader.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int IPFS = 0;
  private static final int ITEMS_IN_A_MESSAGE = 500;

  private static final int WORK_FILE = 32;

  /// Work files asked for at once.
  private static final int FILES_AT_ONCE = 500;

  private static final int LONGEST_REASON = 1000;

  /// A batch in which all is as it should be has a directory for about fifteen claims. More than
  /// these are not read, so that nobody's batch can take all memory.
  private static final int MOST_DIRECTORIES = 20_000;

  /// How long one batch may keep the others waiting. What was had until then is kept, so that the
  /// next try comes further.
  private static final Duration LONGEST_READING = Duration.ofMinutes(2);

  private final BatchReaderSettings settings;
  private final Database database;
  private final Messaging messaging;
  private final BlockStore blocks;
  private final RepeatedTask task;
  private volatile Subscription subscription = Subscription.NONE;

  public BatchReader(
      BatchReaderSettings settings, Database database, Messaging messaging, BlockStore blocks) {
    this.settings = settings;
    this.database = database;
    this.messaging = messaging;
    this.blocks = blocks;
    this.task = new RepeatedTask(name(), PAUSE, this::step);
  }

  private record Due(Cid batch, BatchLayout layout, int attempts) {}

  @Override
  public String name() {
    return "batch-reader";
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
    if (!(message instanceof BlockRead block)) {
      throw new IllegalArgumentException("not subscribed to " + message);
    }
    List<Anchor> ours = block.anchors().stream().filter(this::isFollowed).toList();
    if (ours.isEmpty()) {
      return;
    }
    for (Anchor anchor : ours) {
      // It would be the oldest that is due, for ever.
      if (Cid.parse(anchor.batchCid()).isEmpty()) {
        throw new IllegalArgumentException("no CID: " + anchor.batchCid());
      }
    }
    database.run(transaction ->
        Sql.update(
            transaction,
            "insert into batch_reader.batch (batch_cid, layout) select * from unnest(?, ?)"
                + " order by 1 on conflict do nothing",
            Sql.array("text", ours.stream().map(Anchor::batchCid).toList()),
            Sql.array("int4", ours.stream().map(Anchor::version).toList())));
    task.wake();
  }

  private boolean isFollowed(Anchor anchor) {
    return anchor.prefix().equals(settings.prefix())
        && anchor.storageProtocol() == IPFS
        && BatchLayout.ofVersion(anchor.version()).isPresent();
  }

  /// The batch in hand stays locked until it is concluded: another process that reads passes it
  /// over, and has it as soon as this one dies.
  boolean step() throws SQLException {
    return database.inTransaction(transaction -> {
      Optional<Due> due = take(transaction);
      if (due.isPresent()) {
        read(transaction, due.get());
      }
      return due.isPresent();
    });
  }

  private static Optional<Due> take(Connection transaction) throws SQLException {
    return Sql.find(
        transaction,
        row ->
            new Due(
                Cid.parse(row.getString(1)).orElseThrow(),
                BatchLayout.ofVersion(row.getInt(2)).orElseThrow(),
                row.getInt(3)),
        "select batch_cid, layout, attempts from batch_reader.batch"
            + " where done is null and due <= now() order by due limit 1 for update skip locked");
  }

  private void read(Connection transaction, Due due) throws SQLException {
    try {
      blocks.prefetch(due.batch());
      List<BatchMember> members =
          et.po.protocol.batch.BatchReader.read(
              due.layout(), due.batch(), directories(due.layout()));
      announce(transaction, due, items(members));
    } catch (MissingBlockException e) {
      postpone(transaction, due);
    } catch (MalformedBatchException | TooLarge e) {
      LOG.warnf("The batch %s is not one: %s", due.batch(), e.getMessage());
      refuse(transaction, due, String.valueOf(e.getMessage()));
    }
  }

  private static final class TooLarge extends RuntimeException {
    TooLarge() {
      super("it has over " + MOST_DIRECTORIES + " directories");
    }
  }

  /// The batch's directories, up to a number, within a time.
  private Function<Cid, Optional<Block>> directories(BatchLayout layout) {
    // Below the one directory of a flat batch are its files.
    Function<Cid, Optional<Block>> source =
        layout == BatchLayout.TREE ? new Directories(blocks)::fetch : blocks::fetch;
    long end = System.nanoTime() + LONGEST_READING.toNanos();
    AtomicInteger asked = new AtomicInteger();
    return cid -> {
      if (asked.incrementAndGet() > MOST_DIRECTORIES) {
        throw new TooLarge();
      }
      return System.nanoTime() < end ? source.apply(cid) : Optional.empty();
    };
  }

  private List<BatchItem> items(List<BatchMember> members) throws MissingBlockException {
    List<BatchItem> items = new ArrayList<>();
    for (int from = 0; from < members.size(); from += FILES_AT_ONCE) {
      List<BatchMember> some =
          members.subList(from, Math.min(members.size(), from + FILES_AT_ONCE));
      var workFiles = blocks.fetchAll(some.stream().flatMap(m -> m.workFile().stream()).toList());
      for (BatchMember member : some) {
        items.add(item(member, workFiles));
      }
    }
    return items;
  }

  /// A flat batch's links may have any name, and only its links count.
  private BatchItem item(BatchMember member, Map<Cid, Block> workFiles)
      throws MissingBlockException {
    Optional<String> work = Optional.empty();
    if (member.workFile().isPresent()) {
      work = work(member.workFile().get(), workFiles);
    }
    String path = Sql.storable(member.path(), member.path().length());
    return new BatchItem(member.claimFile().toString(), path, work);
  }

  /// Anything but 32 bytes is no digest; the claim beside it is none the worse.
  private Optional<String> work(Cid file, Map<Cid, Block> fetched) throws MissingBlockException {
    Block block =
        Optional.ofNullable(fetched.get(file))
            .or(() -> blocks.fetch(file))
            .orElseThrow(() -> new MissingBlockException(file));
    return Optional.of(block.data())
        .filter(data -> data.length == WORK_FILE)
        .map(HexFormat.of()::formatHex);
  }

  private void announce(Connection transaction, Due due, List<BatchItem> items)
      throws SQLException {
    Sql.update(
        transaction,
        "update batch_reader.batch set done = now() where batch_cid = ? and layout = ?",
        due.batch().toString(),
        due.layout().version());
    for (int from = 0; from < items.size(); from += ITEMS_IN_A_MESSAGE) {
      messaging.publish(
          transaction,
          new BatchRead(
              due.batch().toString(),
              items.subList(from, Math.min(items.size(), from + ITEMS_IN_A_MESSAGE))));
    }
  }

  private void postpone(Connection transaction, Due due) throws SQLException {
    Duration wait = settings.retry().multipliedBy(1L << Math.min(due.attempts(), 20));
    Duration bounded = wait.compareTo(settings.longestRetry()) < 0 ? wait : settings.longestRetry();
    LOG.infof("The batch %s cannot be had yet; next try in %s", due.batch(), bounded);
    Sql.update(
        transaction,
        "update batch_reader.batch set attempts = attempts + 1,"
            + " due = clock_timestamp() + make_interval(secs => ?) where batch_cid = ? and layout = ?",
        bounded.toMillis() / 1000.0,
        due.batch().toString(),
        due.layout().version());
  }

  private static void refuse(Connection transaction, Due due, String because) throws SQLException {
    Sql.update(
        transaction,
        "update batch_reader.batch set done = now(), refused = ? where batch_cid = ? and layout = ?",
        Sql.storable(because, LONGEST_REASON),
        due.batch().toString(),
        due.layout().version());
  }
}
