package et.po.node.batchwriter;

import et.po.node.Role;
import et.po.node.batchwriter.BatchQueue.BatchInHand;
import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.ipfs.BlockStore;
import et.po.node.ipfs.BrokenDagException;
import et.po.node.ipfs.Pins;
import et.po.node.messages.Message;
import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.StoredClaim;
import et.po.node.messaging.Messaging;
import et.po.node.messaging.Messaging.Subscription;
import et.po.node.messaging.Together;
import et.po.node.tasks.RepeatedTask;
import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.ipfs.Cid;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// Role: groups stored claims into batch directories.
public final class BatchWriter implements Role {
  /// What every reader of ours takes, with room to spare.
  private static final int LARGEST_SIZE = 200_000;

  private static final Logger LOG = Logger.getLogger(BatchWriter.class);
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final BatchWriterSettings settings;
  private final BatchLayout layout;
  private final BatchQueue queue;
  private final Messaging messaging;
  private final BlockStore blocks;
  private final Pins pins;
  private final RepeatedTask task;
  private final LeftOut leftOut;
  private volatile Subscription subscription = Subscription.NONE;

  public BatchWriter(
      BatchWriterSettings settings,
      Database database,
      Messaging messaging,
      BlockStore blocks,
      Pins pins) {
    this(settings, new PostgresBatchQueue(database, messaging), messaging, blocks, pins);
  }

  BatchWriter(
      BatchWriterSettings settings,
      BatchQueue queue,
      Messaging messaging,
      BlockStore blocks,
      Pins pins) {
    if (settings.size() < 1 || settings.size() > LARGEST_SIZE) {
      throw new IllegalArgumentException(
          "node.batch-writer.size is between 1 and " + LARGEST_SIZE + ", not " + settings.size());
    }
    this.settings = settings;
    this.layout = layout(settings);
    this.queue = queue;
    this.messaging = messaging;
    this.blocks = blocks;
    this.pins = pins;
    this.leftOut = new LeftOut(queue, blocks);
    this.task = new RepeatedTask(name(), pause(settings.interval()), this::step);
  }

  /// What batches will be like, and so what their claim files must be.
  ///
  /// @throws IllegalArgumentException for a layout that there is not
  public static BatchLayout layout(BatchWriterSettings settings) {
    return BatchLayout.ofVersion(settings.layout())
        .orElseThrow(() ->
            new IllegalArgumentException(
                "node.batch-writer.layout is 0 or 1, not " + settings.layout()));
  }

  private static Duration pause(Duration interval) {
    return interval.compareTo(LONGEST_PAUSE) < 0 ? interval.plusMillis(50) : LONGEST_PAUSE;
  }

  @Override
  public String name() {
    return "batch-writer";
  }

  @Override
  public void start() {
    subscription = messaging.subscribe(name(), new Together(this::handle));
    task.start();
    leftOut.start();
  }

  @Override
  public void stop() {
    subscription.close();
    task.stop();
    leftOut.stop();
  }

  @Override
  public Optional<String> problem() {
    return task.problem().or(() -> subscription.problem());
  }

  @Override
  public Optional<String> remark() {
    return problem().or(leftOut::remark);
  }

  void handle(Message message) throws SQLException {
    if (!(message instanceof ClaimsStored stored)) {
      throw new IllegalArgumentException("not subscribed to " + message);
    }
    stored.claims().forEach(BatchWriter::requireBatchable);
    queue.add(stored.claims());
  }

  /// One that no batch can hold would keep all that come after it from being batched, for ever.
  private static void requireBatchable(StoredClaim claim) {
    boolean holds =
        Cid.parse(claim.fileCid())
            .filter(cid -> cid.toString().equals(claim.fileCid()))
            .filter(cid -> cid.codec() == Cid.Codec.RAW || claim.fileCid().startsWith("Qm"))
            .isPresent();
    boolean known = claim.workSha256().filter(hash -> !SHA256.matcher(hash).matches()).isEmpty();
    if (!holds || !known || claim.size() < 0 || !Sql.isStorable(claim.claimId())) {
      throw new IllegalArgumentException("no stored claim: " + claim);
    }
  }

  /// Two processes may do it at once: what is in hand is the same for both, and the first to close
  /// it tells of it.
  boolean step() throws SQLException {
    Optional<BatchInHand> inHand = queue.current(settings.interval(), settings.size(), layout);
    if (inHand.isEmpty()) {
      return false;
    }
    // The same claims make the same batch, so making it twice is harmless.
    Batch batch = inHand.get().layout().build(inHand.get().claims());
    // Before closing: a batch that is announced can be read.
    blocks.store(batch.directories());
    try {
      pins.require(batch.root());
    } catch (BrokenDagException e) {
      leaveOut(inHand.get(), batch.root(), e);
      return true;
    }
    queue.close(inHand.get(), batch.root());
    return true;
  }

  /// A file that nobody has keeps no other claim from being anchored.
  private void leaveOut(BatchInHand batch, Cid root, BrokenDagException because)
      throws SQLException {
    List<Cid> lost = leftOut.lost(batch.claims().stream().map(BatchEntry::claimFile).toList());
    if (lost.isEmpty()) {
      throw because;
    }
    LOG.errorf(
        "%d claims are left out of their batch, for their files cannot be had, such as %s",
        lost.size(), lost.getFirst());
    pins.release(root);
    queue.leaveOut(batch, lost);
    leftOut.recount();
  }

  /// How many claims are in no batch, for their files cannot be had.
  public long claimsLeftOut() {
    return leftOut.count();
  }
}
