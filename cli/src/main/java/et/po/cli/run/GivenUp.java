package et.po.cli.run;

import et.po.postgresql.DirectoryProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// A start that only waits for its own processes: it fails soon when those are ended.
final class GivenUp {
  private static final int PAUSE_MILLISECONDS = 100;

  private GivenUp() {}

  /// Starts it.
  ///
  /// @param directory of its processes
  /// @param givenUp asked now and then; once true, the processes are ended
  static <T> T unless(BooleanSupplier givenUp, Path directory, Callable<T> start)
      throws IOException {
    FutureTask<T> task = new FutureTask<>(start);
    Thread.ofVirtual().start(task);
    while (true) {
      try {
        return task.get(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (givenUp.getAsBoolean()) {
          DirectoryProcesses.stop(directory, Duration.ZERO);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        DirectoryProcesses.stop(directory, Duration.ZERO);
        throw new IOException("interrupted", e);
      } catch (ExecutionException e) {
        throw cause(e);
      }
    }
  }

  private static IOException cause(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException failure -> throw failure;
      case IOException failure -> failure;
      case null, default -> throw new IllegalStateException(e);
    };
  }
}
