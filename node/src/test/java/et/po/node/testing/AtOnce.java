package et.po.node.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Several doing the same thing at the same moment.
public final class AtOnce {
  private static final int LONGEST_SECONDS = 60;

  private AtOnce() {}

  /// What is done by each.
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /// Starts all together and returns when all have ended.
  ///
  /// @throws ExecutionException for the first that failed
  public static void run(List<Work> works) throws Exception {
    CyclicBarrier start = new CyclicBarrier(works.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(works.size())) {
      List<Future<?>> running = new ArrayList<>();
      for (Work work : works) {
        running.add(
            threads.submit(() -> {
              start.await(LONGEST_SECONDS, TimeUnit.SECONDS);
              work.run();
              return true;
            }));
      }
      for (Future<?> each : running) {
        each.get(LONGEST_SECONDS, TimeUnit.SECONDS);
      }
    }
  }
}
