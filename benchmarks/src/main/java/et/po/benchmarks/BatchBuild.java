package et.po.benchmarks;

import et.po.protocol.batch.Batch;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import java.lang.management.ManagementFactory;
import java.util.List;

/// A batch of a hundred thousand claims with the paths of all its proofs.
final class BatchBuild implements Benchmark {
  private static final int ROUNDS = 5;
  private static final double MEBIBYTE = 1 << 20;

  @Override
  public String name() {
    return "batch-100000";
  }

  @Override
  public List<Figure> run() {
    List<BatchEntry> entries = LargeBatch.entries();
    BatchLayout.TREE.build(entries);
    double[] seconds = new double[ROUNDS];
    double[] memory = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      double before = used();
      long start = System.nanoTime();
      Batch batch = BatchLayout.TREE.build(entries);
      seconds[i] = (System.nanoTime() - start) / 1e9;
      memory[i] = (used() - before) / MEBIBYTE;
      if (batch.paths().size() != LargeBatch.CLAIMS) {
        throw new IllegalStateException("a batch lost claims");
      }
    }
    return List.of(
        Figure.of(
            name() + ", time", Samples.of(seconds), "s", Bound.atMost(10, "s, one block in sixty")),
        Figure.of(
            name() + ", memory it keeps",
            Samples.of(memory),
            "MiB",
            Bound.atMost(512, "MiB, a third of a node's heap")));
  }

  /// What is reachable, in bytes.
  private static double used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
