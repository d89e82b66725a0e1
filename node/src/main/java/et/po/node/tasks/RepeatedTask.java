package et.po.node.tasks;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// One step, repeated by one thread: again at once while there is more to do, else after a pause or
/// when woken. Steps never overlap.
///
/// A step that fails is tried again after a pause that grows; what it complained of is the task's
/// problem until a step succeeds.
public final class RepeatedTask {
  private static final Logger LOG = Logger.getLogger(RepeatedTask.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration LAST_RETRY = Duration.ofSeconds(15);

  private final String name;
  private final Duration pause;
  private final Step step;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private volatile boolean running = true;
  private volatile Optional<String> problem = Optional.empty();
  private Duration retry = FIRST_RETRY;

  /// What is repeated; true when there is more to do at once.
  @FunctionalInterface
  public interface Step {
    boolean run() throws Exception;
  }

  public RepeatedTask(String name, Duration pause, Step step) {
    this.name = name;
    this.pause = pause;
    this.step = step;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// There is something to do: the pause ends.
  public void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  /// Returns when the step in hand has ended.
  public void stop() {
    running = false;
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public Optional<String> problem() {
    return problem;
  }

  private void run() {
    while (running) {
      try {
        Duration wait = attempt();
        if (wait.isPositive()) {
          boolean woken = news.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
          LOG.tracef("%s goes on, woken: %s", name, woken);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Duration attempt() throws InterruptedException {
    try {
      boolean more = step.run();
      problem = Optional.empty();
      retry = FIRST_RETRY;
      return more ? Duration.ZERO : pause;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      // Errors too: whatever a step met, a thread that ends without a word is worse.
      return failed(e);
    }
  }

  /// What the database says of itself does not say that it is the database.
  private static String sentence(Throwable failure) {
    String said = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return failure instanceof SQLException
        ? "PostgreSQL does not answer as it should: " + said
        : said;
  }

  private Duration failed(Throwable failure) {
    String sentence = sentence(failure);
    if (problem.filter(sentence::equals).isEmpty()) {
      LOG.warnf("%s tries again: %s", name, sentence);
      LOG.debug(name, failure);
    }
    problem = Optional.of(sentence);
    Duration wait = retry;
    retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
    return wait;
  }
}
