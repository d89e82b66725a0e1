package et.po.node.api;

import et.po.protocol.claim.SignedClaim;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Many requests share one commit: claims that come while one is being made wait for the next.
final class Intake {
  private static final Logger LOG = Logger.getLogger(Intake.class);

  /// Beyond this many waiting, a client is told to come back.
  private static final int QUEUE = 4096;

  /// More in one commit gains nothing.
  private static final int CLAIMS_AT_ONCE = 512;

  /// One prepares while the other commits.
  private static final int WRITERS = 2;

  private final AcceptedClaims accepted;
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE);
  private final List<Thread> writers = new ArrayList<>();
  private volatile boolean running = true;

  Intake(AcceptedClaims accepted) {
    this.accepted = accepted;
  }

  private record Pending(SignedClaim claim, CompletableFuture<Void> answer) {}

  void start() {
    for (int i = 1; i <= WRITERS; i++) {
      writers.add(Thread.ofPlatform().name("intake-" + i).daemon().start(this::run));
    }
  }

  /// Returns when everything that waits has been answered.
  void stop() {
    running = false;
    try {
      for (Thread writer : writers) {
        writer.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Completes when the claim is durable; exceptionally, when it may not be.
  CompletableFuture<Void> add(SignedClaim claim) {
    Pending pending = new Pending(claim, new CompletableFuture<>());
    if (!running || !queue.offer(pending)) {
      throw Fault.BUSY.because("More claims came than can be taken now; try again in a moment.");
    }
    return pending.answer();
  }

  private void run() {
    List<Pending> some = new ArrayList<>();
    while (running || !queue.isEmpty()) {
      try {
        Pending first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          some.add(first);
          queue.drainTo(some, CLAIMS_AT_ONCE - 1);
          commit(some);
          some.clear();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void commit(List<Pending> some) {
    try {
      accepted.add(some.stream().map(Pending::claim).toList());
      some.forEach(pending -> pending.answer().complete(null));
    } catch (SQLException | RuntimeException e) {
      if (some.size() > 1 && isAboutData(e)) {
        // One claim that cannot be written must not take the others with it.
        List.copyOf(some).forEach(pending -> commit(List.of(pending)));
      } else {
        LOG.warnf("%d claims were not taken: %s", some.size(), e.getMessage());
        some.forEach(pending -> pending.answer().completeExceptionally(e));
      }
    }
  }

  /// SQLSTATE class 22 is "data exception"; what is not of the database is about the data too.
  private static boolean isAboutData(Exception e) {
    return !(e instanceof SQLException database)
        || database.getSQLState() != null && database.getSQLState().startsWith("22");
  }
}
