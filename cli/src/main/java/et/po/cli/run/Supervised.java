package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.cli.Progress;
import et.po.cli.run.Service.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A service that is started again whenever it ends by itself, later and later if that does not
/// help.
final class Supervised {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /// Who has run for so long has recovered.
  private static final Duration RECOVERED = Duration.ofMinutes(1);

  private final Service service;
  private final Progress progress;
  private final Duration firstPause;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable Running running;
  private @Nullable Thread keeper;

  /// @param firstPause before the first new start; doubled each time
  Supervised(Service service, Progress progress, Duration firstPause) {
    this.service = service;
    this.progress = progress;
    this.firstPause = firstPause;
  }

  String name() {
    return service.name();
  }

  /// Starts it for the first time; from then on it is kept running.
  void start() {
    Running first = service.start(this::isStopping);
    synchronized (this) {
      running = first;
      keeper = Thread.ofVirtual().name("keeper-" + name()).start(() -> keep(first));
    }
  }

  private void keep(Running first) {
    Running current = first;
    Duration pause = firstPause;
    while (!isStopping()) {
      Instant since = Instant.now();
      String how = current.ended().join();
      if (isStopping()) {
        return;
      }
      if (Duration.between(since, Instant.now()).compareTo(RECOVERED) > 0) {
        pause = firstPause;
      }
      progress.step(name() + " ended (" + how + "); starting it again in " + seconds(pause));
      current = startAgain(pause, current);
      pause = longer(pause);
    }
  }

  /// The old one if it was stopped in the meantime.
  private Running startAgain(Duration firstPause, Running old) {
    Duration pause = firstPause;
    while (!stopsWithin(pause)) {
      try {
        Running again = service.start(this::isStopping);
        synchronized (this) {
          running = again;
        }
        progress.step(name() + " runs again");
        return again;
      } catch (CommandException e) {
        if (isStopping()) {
          return old;
        }
        pause = longer(pause);
        progress.step(e.sentence() + " Trying again in " + seconds(pause));
      } catch (RuntimeException e) {
        // Whatever it was, a process that is not started again is worse.
        pause = longer(pause);
        progress.step(name() + " cannot be started: " + e + ". Trying again in " + seconds(pause));
      }
    }
    return old;
  }

  private boolean stopsWithin(Duration pause) {
    try {
      return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private static String seconds(Duration pause) {
    return pause.toMillis() / 1000.0 + " s";
  }

  /// Makes a start that goes on end soon.
  void giveUp() {
    stopping.countDown();
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /// Ends it, by force if it takes longer, and returns when it has ended.
  void stop(Duration patience) {
    giveUp();
    Thread keeping;
    synchronized (this) {
      keeping = keeper;
    }
    if (keeping == null) {
      return;
    }
    current().stop(patience);
    try {
      // It may have been starting again just then.
      keeping.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    current().stop(patience);
  }

  private synchronized Running current() {
    if (running == null) {
      throw new IllegalStateException(name() + " was never started");
    }
    return running;
  }
}
