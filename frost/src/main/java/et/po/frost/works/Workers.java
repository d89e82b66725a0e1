package et.po.frost.works;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Does the same for each of many, a few at a time.
final class Workers {
  /// So many that a node writes several claims with one commit, so few that one request is not all
  /// that it has to do.
  private static final int AT_ONCE = 16;

  private Workers() {}

  @FunctionalInterface
  interface Task<A, B> {
    B of(A item) throws SQLException, InterruptedException;
  }

  /// The results, in the order of the items. What one throws ends all.
  static <A, B> List<B> each(List<A> items, Task<A, B> task)
      throws SQLException, InterruptedException {
    if (items.size() == 1) {
      return List.of(task.of(items.getFirst()));
    }
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<B>> futures = new ArrayList<>();
      items.forEach(item -> futures.add(threads.submit(() -> task.of(item))));
      List<B> results = new ArrayList<>();
      try {
        for (Future<B> future : futures) {
          results.add(future.get());
        }
        return results;
      } catch (ExecutionException e) {
        throw thrown(e);
      } finally {
        // What is not done by now nobody waits for: another has failed, or all was interrupted.
        threads.shutdownNow();
      }
    }
  }

  private static RuntimeException thrown(ExecutionException e)
      throws SQLException, InterruptedException {
    return switch (e.getCause()) {
      case SQLException sql -> throw sql;
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException runtime -> throw runtime;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(e);
    };
  }
}
