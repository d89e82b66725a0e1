package et.po.cli.cluster;

import et.po.cli.CommandException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Things that are done at the same time, for each waits most of it.
final class SideBySide {
  private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private SideBySide() {}

  /// Returns when all are done.
  ///
  /// @throws CommandException of one that failed
  static void all(List<Runnable> tasks) {
    List<CompletableFuture<Void>> started =
        tasks.stream().map(task -> CompletableFuture.runAsync(task, THREADS)).toList();
    started.forEach(SideBySide::end);
  }

  /// Begins something whose end is waited for by [#end].
  static <T> CompletableFuture<T> begin(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, THREADS);
  }

  /// Waits for its end.
  ///
  /// @throws CommandException if it failed with one
  static <T> T end(CompletableFuture<T> task) {
    try {
      return task.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof CommandException failure ? failure : e;
    }
  }
}
