package et.po.frost.webhooks;

import et.po.frost.database.Database;
import et.po.frost.faults.FaultException;
import et.po.frost.node.Nodes;
import et.po.frost.tokens.Caller;
import et.po.frost.tokens.Network;
import et.po.frost.webhooks.FollowedWorks.Due;
import et.po.frost.works.ClaimWatch;
import et.po.protocol.claim.ClaimId;
import et.po.protocol.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/// Finds out what becomes of works, by asking the nodes, and writes the events.
///
/// An event and the state that it tells of are written in one transaction: nothing is told twice or
/// left out, however often this is broken off.
final class Follower implements ClaimWatch, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Follower.class);
  private static final Duration SUBMITTING_TAKES = Duration.ofMinutes(1);
  private static final int AT_ONCE = 8;
  private static final int BATCH = 200;

  private final Database database;
  private final FollowedWorks works;
  private final Deliveries deliveries;
  private final Nodes nodes;
  private final Confirmations needed;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_ONCE, Thread.ofVirtual().name("webhook-follower-", 0).factory());

  Follower(
      Database database,
      FollowedWorks works,
      Deliveries deliveries,
      Nodes nodes,
      Confirmations needed) {
    this.database = database;
    this.works = works;
    this.deliveries = deliveries;
    this.nodes = nodes;
    this.needed = needed;
  }

  @Override
  public void submitting(Caller caller, ClaimId claim) throws SQLException {
    if (caller.hasWebhook()) {
      works.add(of(caller, claim), SUBMITTING_TAKES);
    }
  }

  @Override
  public void accepted(Caller caller, ClaimId claim) {
    if (!caller.hasWebhook()) {
      return;
    }
    try {
      FollowedWork work = of(caller, claim);
      database.run(transaction -> {
        // A claim that comes again may be anchored by now: this says nothing about blocks.
        if (works.findLocked(transaction, work).filter(WorkState::isSubmitted).isPresent()) {
          apply(transaction, work, Progress.accepted(work));
        }
      });
    } catch (SQLException e) {
      // The node has it and the row is there: the next look at it finds out.
      LOG.warnf("That work %s was accepted will be told later: %s", claim, e.getMessage());
    }
  }

  private static FollowedWork of(Caller caller, ClaimId claim) {
    return new FollowedWork(caller.account(), caller.network(), claim);
  }

  /// Looks at all works whose time has come.
  void work() {
    try {
      List<Due> batch = works.take(BATCH);
      while (!batch.isEmpty()) {
        look(batch);
        batch = works.take(BATCH);
      }
    } catch (SQLException e) {
      LOG.warnf("Works are not followed, because of the database: %s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(List<Due> batch) throws InterruptedException {
    Set<Network> away = ConcurrentHashMap.newKeySet();
    threads.invokeAll(
        batch.stream().map(due -> Executors.callable(() -> look(due, away))).toList());
  }

  /// The anchor that was told of is asked for: anybody may make others of the same work, and one
  /// that a node would rather show says nothing of this one.
  private void look(Due due, Set<Network> away) {
    FollowedWork work = due.work();
    if (away.contains(work.network())) {
      return;
    }
    try {
      Optional<JsonObject> found =
          nodes.of(work.network()).findWork(work.work(), due.told().map(Block::transactionId));
      // A node that does not know the work yet, or not any more, says nothing about blocks.
      if (found.isPresent()) {
        progress(due, Sighting.of(found.get()));
      }
    } catch (FaultException e) {
      // The client has said it in the log; the others of this batch would only wait as well.
      away.add(work.network());
    } catch (SQLException e) {
      LOG.warnf("What became of work %s is told later: %s", work.work(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "What became of work %s cannot be told", work.work());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What was told of another anchor meanwhile is looked at again with that.
  private void progress(Due due, Sighting seen) throws SQLException {
    database.run(transaction -> {
      Optional<WorkState> known =
          works
              .findLocked(transaction, due.work())
              .filter(state -> state.block().equals(due.told()));
      if (known.isPresent()) {
        apply(transaction, due.work(), Progress.of(due.work(), known.get(), seen, needed));
      }
    });
  }

  private void apply(Connection transaction, FollowedWork work, Progress progress)
      throws SQLException {
    for (Event event : progress.events()) {
      deliveries.add(transaction, work.account(), event);
    }
    if (progress.state().isEmpty()) {
      works.remove(transaction, work);
    } else if (!progress.events().isEmpty()) {
      works.change(transaction, work, progress.state().get());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
