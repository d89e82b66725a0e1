package et.po.cli.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// SIGTERM, SIGINT or SIGHUP, as a wish to stop: the process ends when everything has been stopped
/// in order, with the command's own exit code.
final class StopSignal {
  /// Longer than all parts together may take to stop.
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private final CompletableFuture<Void> requested = new CompletableFuture<>();
  private final CompletableFuture<Integer> finished = new CompletableFuture<>();

  static StopSignal ofProcess() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::hold, "stop"));
    return signal;
  }

  /// Asks for the stop.
  void request() {
    requested.complete(null);
  }

  boolean isRequested() {
    return requested.isDone();
  }

  /// Runs this once a stop is asked for; at once if it was already.
  void onRequest(Runnable action) {
    CompletableFuture<Void> told = requested.thenRun(action);
    told.exceptionally(e -> {
      throw new IllegalStateException("the stop was not passed on", e);
    });
  }

  /// Returns when a stop is asked for.
  void await() {
    requested.join();
  }

  /// The command is over.
  void finished(int exitCode) {
    finished.complete(exitCode);
  }

  /// In the way of the JVM's end: while a command goes on, lets it come to its own.
  private void hold() {
    if (finished.isDone()) {
      return;
    }
    request();
    try {
      int exitCode = finished.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      // Otherwise the exit code would tell of the signal, as if it had not been obeyed.
      Runtime.getRuntime().halt(exitCode);
    } catch (TimeoutException e) {
      System.err.println("poet run: not everything stopped in time.");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a command's end does not fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
