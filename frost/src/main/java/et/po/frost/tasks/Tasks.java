package et.po.frost.tasks;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Does things again and again, on a few threads of its own.
public final class Tasks implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Tasks.class);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final ScheduledExecutorService threads;

  /// @param name of the threads
  /// @param atOnce how many things are done at a time
  public Tasks(String name, int atOnce) {
    this.threads =
        Executors.newScheduledThreadPool(
            atOnce, Thread.ofPlatform().name(name + "-", 0).daemon().factory());
  }

  /// Has it done after each pause, however the last time ended.
  ///
  /// @param name in the log, should it fail
  public void repeat(String name, Duration pause, Runnable task) {
    Runnable safely =
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            // A task that throws would never be run again.
            LOG.errorf(e, "A task failed and will be tried again: %s", name);
          }
        };
    var _ =
        threads.scheduleWithFixedDelay(
            safely, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Begins nothing more, and gives what is being done a moment; then it is interrupted and left.
  @Override
  public void close() {
    Closing.within(CLOSING, threads);
  }
}
