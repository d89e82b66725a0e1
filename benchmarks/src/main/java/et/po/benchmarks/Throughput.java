package et.po.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/// How many items a second some work gets through.
final class Throughput {
  private static final int ROUNDS = 7;
  private static final long WARM_UP_NANOS = 4_000_000_000L;

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private Throughput() {}

  /// Items a second of one core's time, on one thread: what other programs take of the core
  /// meanwhile does not count.
  static Samples single(int items, IntConsumer work) {
    warmUp(items, work);
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] = items / coreSeconds(() -> range(0, items, work));
    }
    return Samples.of(rounds);
  }

  /// Items a second by the clock, on as many threads as there are cores.
  static Samples allCores(int items, IntConsumer work)
      throws InterruptedException, ExecutionException {
    int threads = Runtime.getRuntime().availableProcessors();
    warmUp(items, work);
    double[] rounds = new double[ROUNDS];
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        List<Future<?>> parts = new ArrayList<>();
        for (int part = 0; part < threads; part++) {
          int from = items * part / threads;
          int to = items * (part + 1) / threads;
          parts.add(pool.submit(() -> range(from, to, work)));
        }
        for (Future<?> part : parts) {
          part.get();
        }
        rounds[i] = items * 1e9 / (System.nanoTime() - start);
      }
    }
    return Samples.of(rounds);
  }

  private static void warmUp(int items, IntConsumer work) {
    long end = System.nanoTime() + WARM_UP_NANOS;
    for (int i = 0; System.nanoTime() < end; i = (i + 1) % items) {
      work.accept(i);
    }
  }

  private static void range(int from, int to, IntConsumer work) {
    for (int i = from; i < to; i++) {
      work.accept(i);
    }
  }

  private static double coreSeconds(Runnable work) {
    long start = CLOCK.getCurrentThreadCpuTime();
    work.run();
    return (CLOCK.getCurrentThreadCpuTime() - start) / 1e9;
  }
}
