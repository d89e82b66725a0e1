package et.po.node.batchreader;

import et.po.node.Role;
import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.ipfs.BlockStore;
import et.po.node.ipfs.NotAskedException;
import et.po.node.messages.Message;
import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BatchItem;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messaging.Messaging;
import et.po.node.messaging.Messaging.Subscription;
import et.po.node.messaging.TryLaterException;
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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

  /// As long for one that may turn out never to be had.
  private static final Duration FIRST_READING = Duration.ofSeconds(30);

  /// How long a batch stays in hand of whoever last said that he has it. He says so several times
  /// in that time, until he has read it, however long that takes; where his process died, nobody
  /// else has the batch until then.
  private static final Duration HAND = Duration.ofSeconds(40);

  private final BatchReaderSettings settings;
  private final Database database;
  private final Messaging messaging;
  private final BlockStore blocks;
  private final Duration hand;
  private final RepeatedTask task;
  private volatile Subscription subscription = Subscription.NONE;

  public BatchReader(
      BatchReaderSettings settings, Database database, Messaging messaging, BlockStore blocks) {
    this(settings, database, messaging, blocks, HAND);
  }

  BatchReader(
      BatchReaderSettings settings,
      Database database,
      Messaging messaging,
      BlockStore blocks,
      Duration hand) {
    this.settings = settings;
    this.database = database;
    this.messaging = messaging;
    this.blocks = blocks;
    this.hand = hand;
    this.task = new RepeatedTask(name(), PAUSE, this::step);
  }

  private record Due(Cid batch, BatchLayout layout, int attempts, int taken) {}

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

  /// A batch is taken before it is read, which is committed first; nothing of the database is held
  /// meanwhile. It is nobody else's for a while; where a process died of it, for longer each time.
  boolean step() throws SQLException {
    Optional<Due> due = take();
    if (due.isPresent()) {
      try (var unused = hold(due.get())) {
        read(due.get());
      } catch (TryLaterException e) {
        giveBack(due.get(), e);
        throw e;
      }
    }
    return due.isPresent();
  }

  /// Those that could not be had before come after those that are new.
  private Optional<Due> take() throws SQLException {
    return database.inTransaction(transaction ->
        Sql.find(
            transaction,
            row ->
                new Due(
                    Cid.parse(row.getString(1)).orElseThrow(),
                    BatchLayout.ofVersion(row.getInt(2)).orElseThrow(),
                    row.getInt(3),
                    row.getInt(4)),
            "update batch_reader.batch set taken = taken + 1, due = clock_timestamp()"
                + " + make_interval(secs => least(? * pow(2, least(taken, 20)), greatest(?, ?)))"
                + " where (batch_cid, layout) in (select batch_cid, layout from batch_reader.batch"
                + " where done is null and due <= now() order by attempts + taken > 0, due limit 1"
                + " for update skip locked) returning batch_cid, layout, attempts, taken",
            hand.toMillis() / 1000.0,
            hand.toMillis() / 1000.0,
            settings.longestRetry().toSeconds()));
  }

  /// Says that the batch is in hand until the result is closed.
  private ScheduledExecutorService hold(Due due) {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    long often = hand.dividedBy(4).toMillis();
    var unused =
        clock.scheduleWithFixedDelay(() -> keepInHand(due), often, often, TimeUnit.MILLISECONDS);
    return clock;
  }

  private void keepInHand(Due due) {
    try {
      database.run(transaction ->
          Sql.update(
              transaction,
              "update batch_reader.batch"
                  + " set due = greatest(due, clock_timestamp() + make_interval(secs => ?))"
                  + " where batch_cid = ? and layout = ? and done is null and taken = ?",
              hand.toMillis() / 1000.0,
              due.batch().toString(),
              due.layout().version(),
              due.taken()));
    } catch (SQLException e) {
      LOG.debugf("The batch %s may be taken by another: %s", due.batch(), e.getMessage());
    }
  }

  private void read(Due due) throws SQLException {
    try {
      blocks.prefetch(due.batch());
      Duration longest = due.attempts() == 0 ? FIRST_READING : LONGEST_READING;
      long end = System.nanoTime() + longest.toNanos();
      List<BatchMember> members =
          et.po.protocol.batch.BatchReader.read(
              due.layout(), due.batch(), directories(due.layout(), end));
      announce(due, items(members, until(end, blocks::fetch)));
    } catch (NotAskedException e) {
      defer(due, e.left());
    } catch (MissingBlockException e) {
      postpone(due);
    } catch (MalformedBatchException | TooLarge e) {
      LOG.warnf("The batch %s is not one: %s", due.batch(), e.getMessage());
      refuse(due, String.valueOf(e.getMessage()));
    }
  }

  private static final class TooLarge extends RuntimeException {
    TooLarge() {
      super("it has over " + MOST_DIRECTORIES + " directories");
    }
  }

  /// What is not had until then is missing for now.
  private static Function<Cid, Optional<Block>> until(
      long end, Function<Cid, Optional<Block>> source) {
    return cid -> System.nanoTime() < end ? source.apply(cid) : Optional.empty();
  }

  /// The batch's directories, up to a number.
  private Function<Cid, Optional<Block>> directories(BatchLayout layout, long end) {
    // Below the one directory of a flat batch are its files.
    Function<Cid, Optional<Block>> source =
        until(end, layout == BatchLayout.TREE ? new Directories(blocks)::fetch : blocks::fetch);
    AtomicInteger asked = new AtomicInteger();
    return cid -> {
      if (asked.incrementAndGet() > MOST_DIRECTORIES) {
        throw new TooLarge();
      }
      return source.apply(cid);
    };
  }

  private List<BatchItem> items(List<BatchMember> members, Function<Cid, Optional<Block>> source)
      throws MissingBlockException {
    List<BatchItem> items = new ArrayList<>();
    for (int from = 0; from < members.size(); from += FILES_AT_ONCE) {
      List<BatchMember> some =
          members.subList(from, Math.min(members.size(), from + FILES_AT_ONCE));
      var workFiles = blocks.fetchAll(some.stream().flatMap(m -> m.workFile().stream()).toList());
      for (BatchMember member : some) {
        items.add(item(member, workFiles, source));
      }
    }
    return items;
  }

  /// A flat batch's links may have any name, and only its links count.
  private static BatchItem item(
      BatchMember member, Map<Cid, Block> workFiles, Function<Cid, Optional<Block>> source)
      throws MissingBlockException {
    Optional<String> work = Optional.empty();
    if (member.workFile().isPresent()) {
      work = work(member.workFile().get(), workFiles, source);
    }
    String path = Sql.storable(member.path(), member.path().length());
    return new BatchItem(member.claimFile().toString(), path, work);
  }

  /// Anything but 32 bytes is no digest; the claim beside it is none the worse.
  private static Optional<String> work(
      Cid file, Map<Cid, Block> fetched, Function<Cid, Optional<Block>> source)
      throws MissingBlockException {
    Block block =
        Optional.ofNullable(fetched.get(file))
            .or(() -> source.apply(file))
            .orElseThrow(() -> new MissingBlockException(file));
    return Optional.of(block.data())
        .filter(data -> data.length == WORK_FILE)
        .map(HexFormat.of()::formatHex);
  }

  private void announce(Due due, List<BatchItem> items) throws SQLException {
    database.run(transaction -> {
      if (isConcluded(transaction, due, "")) {
        for (int from = 0; from < items.size(); from += ITEMS_IN_A_MESSAGE) {
          messaging.publish(
              transaction,
              new BatchRead(
                  due.batch().toString(),
                  Optional.of(due.layout().version()),
                  items.subList(from, Math.min(items.size(), from + ITEMS_IN_A_MESSAGE))));
        }
      }
    });
  }

  /// Whether that was done here, not by another process that had it meanwhile.
  private static boolean isConcluded(Connection transaction, Due due, String refused)
      throws SQLException {
    return Sql.update(
            transaction,
            "update batch_reader.batch set done = now(), refused = nullif(?, '')"
                + " where batch_cid = ? and layout = ? and done is null",
            refused,
            due.batch().toString(),
            due.layout().version())
        == 1;
  }

  /// A store is away, and the batch none the worse.
  private void giveBack(Due due, TryLaterException because) {
    try {
      database.run(transaction ->
          Sql.update(
              transaction,
              "update batch_reader.batch set taken = 0, due = now()"
                  + " where batch_cid = ? and layout = ? and done is null",
              due.batch().toString(),
              due.layout().version()));
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  /// That nobody was found to have it says nothing, for not everybody was asked.
  private void defer(Due due, Duration wait) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            "update batch_reader.batch set taken = 0,"
                + " due = clock_timestamp() + make_interval(secs => ?)"
                + " where batch_cid = ? and layout = ? and done is null",
            wait.toMillis() / 1000.0,
            due.batch().toString(),
            due.layout().version()));
  }

  private void postpone(Due due) throws SQLException {
    Duration wait = settings.retry().multipliedBy(1L << Math.min(due.attempts(), 20));
    Duration bounded = wait.compareTo(settings.longestRetry()) < 0 ? wait : settings.longestRetry();
    LOG.infof("The batch %s cannot be had yet; next try in %s", due.batch(), bounded);
    database.run(transaction ->
        Sql.update(
            transaction,
            "update batch_reader.batch set taken = 0, attempts = attempts + 1,"
                + " due = clock_timestamp() + make_interval(secs => ?)"
                + " where batch_cid = ? and layout = ? and done is null",
            bounded.toMillis() / 1000.0,
            due.batch().toString(),
            due.layout().version()));
  }

  private void refuse(Due due, String because) throws SQLException {
    database.run(
        transaction -> isConcluded(transaction, due, Sql.storable(because, LONGEST_REASON)));
  }
}
