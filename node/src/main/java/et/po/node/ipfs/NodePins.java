package et.po.node.ipfs;

import et.po.node.database.Database;
import et.po.node.messaging.TryLaterException;
import et.po.node.tasks.RepeatedTask;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.DagLink;
import et.po.protocol.ipfs.UnixFs;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/// Brings what is to be kept to every IPFS node, each at its own pace.
///
/// A root is brought whole, in one request that ends with its pin, so that no garbage collection
/// can come in between; the blocks are in the database, and a request that broke off is simply made
/// again. A root is in the journal before it is brought, and a node lacks it until it said that it
/// has all.
public final class NodePins implements Pins {
  private static final Logger LOG = Logger.getLogger(NodePins.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration COMPARE = Duration.ofHours(1);

  private static final Duration COMPARE_AGAIN = Duration.ofMinutes(1);

  /// Files that come under one root; their directory stays well below the largest block.
  private static final int FILES = 1000;

  /// Of all files under one root: what broke off is brought from its beginning.
  private static final long BYTES = 256L * 1024 * 1024;

  private final IpfsNodes nodes;
  private final BlockStore blocks;
  private final PinJournal journal;
  private final PinJournal.Together together;
  private final InstantSource clock = InstantSource.system();
  private final List<NodeTask> tasks;

  /// @param blocks where everything that is to be pinned can be had
  /// @param interval how long a file waits for others: each root is kept for good, and a node that
  ///   has many needs long to tell of them
  public NodePins(Database database, IpfsNodes nodes, BlockStore blocks, Duration interval) {
    this(database, nodes, blocks, new PinJournal.Together(FILES, BYTES, interval));
  }

  NodePins(Database database, IpfsNodes nodes, BlockStore blocks, PinJournal.Together together) {
    this.together = together;
    this.nodes = nodes;
    this.blocks = blocks;
    this.journal = new PinJournal(database, nodes.names());
    this.tasks = nodes.all().stream().map(NodeTask::new).toList();
  }

  @Override
  public void add(Cid file, long size) {
    try {
      journal.addLoose(file, size);
    } catch (SQLException e) {
      throw new TryLaterException("pins cannot be noted: " + e.getMessage(), e);
    }
  }

  @Override
  public void require(Cid root) {
    try {
      journal.begin();
      journal.add(root);
      List<String> problems = new ArrayList<>();
      Optional<BrokenDagException> broken = Optional.empty();
      for (KuboRpc node : nodes.all()) {
        if (journal.isAnywhere(root)) {
          return;
        }
        try {
          journal.bring(node.name(), root, cid -> bring(node, cid));
        } catch (TryLaterException e) {
          problems.add(String.valueOf(e.getMessage()));
        } catch (BrokenDagException e) {
          broken = Optional.of(e);
        }
      }
      if (!journal.isAnywhere(root)) {
        if (broken.isPresent()) {
          throw broken.get();
        }
        throw new TryLaterException(
            "the batch " + root + " is on no IPFS node: " + String.join("; ", problems));
      }
    } catch (SQLException e) {
      throw new TryLaterException("pins cannot be noted: " + e.getMessage(), e);
    }
  }

  @Override
  public void release(Cid root) {
    try {
      journal.release(root);
    } catch (SQLException e) {
      throw new TryLaterException("pins cannot be noted: " + e.getMessage(), e);
    }
  }

  private void bring(KuboRpc node, Cid root) {
    node.bring(root, new DagWalk(root, blocks), true);
    LOG.debugf("%s has %s", node.name(), root);
  }

  @Override
  public void start() {
    tasks.forEach(task -> task.task.start());
  }

  @Override
  public void stop() {
    tasks.forEach(task -> task.task.stop());
  }

  @Override
  public Optional<String> remark() {
    List<String> problems = tasks.stream().flatMap(task -> task.remark().stream()).toList();
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }

  @Override
  public Optional<String> problem() {
    List<String> problems = tasks.stream().flatMap(task -> task.task.problem().stream()).toList();
    return problems.size() < tasks.size() || problems.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join("; ", problems));
  }

  /// Files under one root, named by their CIDs.
  private Cid gather(List<Cid> files) {
    Block directory =
        UnixFs.directory(
            files.stream().map(file -> new DagLink(file, file.toString(), 0)).toList());
    blocks.store(List.of(directory));
    return directory.cid();
  }

  /// What a node said when it was brought a root.
  private record Refusal(Cid root, String because) {}

  /// What is done for one node.
  private final class NodeTask {
    private final KuboRpc node;
    private final RepeatedTask task;
    private Instant compareAgain = Instant.EPOCH;
    private String known = "";
    private volatile Optional<String> listing = Optional.empty();
    private volatile Optional<Refusal> refused = Optional.empty();

    NodeTask(KuboRpc node) {
      this.node = node;
      this.task = new RepeatedTask("ipfs " + node.name(), PAUSE, this::step);
    }

    /// Looks at what the node really has when it comes back, for it may come back empty, when it is
    /// another than before, having been away unseen, and once in a while.
    private boolean step() throws SQLException {
      try {
        String identity = node.identity();
        if (!identity.equals(known) || !clock.instant().isBefore(compareAgain)) {
          compareAgain = clock.instant().plus(compare());
          known = identity;
        }
        boolean gathered = journal.gather(together, NodePins.this::gather);
        return bringNext() || gathered;
      } catch (RefusedException e) {
        throw e;
      } catch (TryLaterException e) {
        compareAgain = Instant.EPOCH;
        throw e;
      }
    }

    /// What cannot be brought, or is refused, must not keep what is behind it from being brought. A
    /// node that refuses everything is not asked more and more often.
    private boolean bringNext() throws SQLException {
      AtomicReference<Cid> tried = new AtomicReference<>();
      try {
        boolean brought =
            journal.bringNext(
                node.name(),
                root -> {
                  tried.set(root);
                  bring(node, root);
                });
        if (!brought || refused.filter(refusal -> refusal.root().equals(tried.get())).isPresent()) {
          refused = Optional.empty();
        }
        return brought;
      } catch (RefusedException e) {
        refused = Optional.of(new Refusal(tried.get(), String.valueOf(e.getMessage())));
        journal.postpone(node.name(), tried.get());
        throw e;
      } catch (BrokenDagException e) {
        LOG.errorf("Not pinned on %s: %s", node.name(), e.getMessage());
        journal.postpone(node.name(), tried.get());
        return false;
      }
    }

    /// In how long it is to be done again. A listing that has no end keeps nothing that the node is
    /// known to lack from being brought.
    private Duration compare() throws SQLException {
      journal.begin();
      long roots = journal.roots();
      try {
        int missing = journal.compare(node.name(), pages -> node.pins(roots, pages));
        if (missing > 0) {
          LOG.infof("The IPFS node %s lacks %d of what it is to keep", node.name(), missing);
        }
        listing = Optional.empty();
        return COMPARE;
      } catch (TryLaterException e) {
        LOG.warnf("It is not known what is pinned, it is asked again: %s", e.getMessage());
        listing = Optional.of(String.valueOf(e.getMessage()));
        return COMPARE_AGAIN;
      }
    }

    Optional<String> remark() {
      return task.problem().or(() -> refused.map(Refusal::because)).or(() -> listing);
    }
  }
}
