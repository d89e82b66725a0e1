package et.po.benchmarks;

import et.po.benchmarks.NodeRun.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The product as `./poet run` starts it: how soon it is ready, how fast it takes works durably
/// over HTTP, how fast it anchors them, and how much memory that needs. The clients that post run
/// on the same cores.
final class RunningNode implements Benchmark {
  private static final int WORKS = 100_000;
  private static final int CONNECTIONS = 64;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Override
  public String name() {
    return "run";
  }

  @Override
  public List<Figure> run() throws Exception {
    List<byte[]> claims = SampleClaims.of(WORKS).files();
    List<Figure> figures = new ArrayList<>();
    double[] starts = new double[3];
    NodeRun run = NodeRun.start();
    try {
      starts[0] = run.secondsToReady();
      run.stop();
      for (int i = 1; i < starts.length; i++) {
        run = run.again();
        starts[i] = run.secondsToReady();
        if (i < starts.length - 1) {
          run.stop();
        }
      }
      figures.add(
          Figure.of(
              "run, from the command to ready", Samples.of(starts), "s", Bound.atMost(8, "s")));
      figures.addAll(measure(run, claims));
    } finally {
      run.stop();
      run.delete();
    }
    return figures;
  }

  private static List<Figure> measure(NodeRun run, List<byte[]> claims) throws Exception {
    // The first works find cold code; they count for nothing but the total.
    int warmUp = claims.size() / 5;
    ClaimSender sender = new ClaimSender(run.node(), CONNECTIONS);
    long begun = System.nanoTime();
    sender.send(claims.subList(0, warmUp));
    double[] rates = new double[4];
    int part = (claims.size() - warmUp) / rates.length;
    for (int i = 0; i < rates.length; i++) {
      int from = warmUp + i * part;
      rates[i] = part / sender.send(claims.subList(from, from + part));
    }
    awaitAnchored(run, warmUp + rates.length * part);
    double seconds = (System.nanoTime() - begun) / 1e9;
    Memory memory = run.memory();
    return List.of(
        Figure.of(
            "run, works taken durably",
            Samples.of(rates),
            "works/s",
            Bound.atLeast(2_000, "works/s")),
        Figure.of(
            "run, from the first post to all anchored",
            Samples.of(claims.size() / seconds),
            "works/s",
            Bound.atLeast(7_000, "works/s")),
        Figure.of(
            "run, node heap in use with 100,000 works",
            Samples.of(memory.heapMegabytes()),
            "MiB",
            Bound.atMost(512, "MiB")),
        Figure.unbound("run, node memory in all", Samples.of(memory.residentMegabytes()), "MiB"));
  }

  private static void awaitAnchored(NodeRun run, int works) throws Exception {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (run.anchored() < works) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            run.anchored() + " of " + works + " works are anchored after " + LONGEST);
      }
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
    }
  }
}
