package et.po.benchmarks;

import et.po.benchmarks.NodeRun.Memory;
import java.util.List;

/// Frost as `./poet run` starts it: how fast it signs up people who all come at once, beside the
/// bare cost of hashing their passwords in the same run, and how much memory that needs. The
/// clients run on the same cores.
final class RunningFrost implements Benchmark {
  private static final int PEOPLE = 1_000;
  private static final int FIRST_PEOPLE = 100;
  private static final int HASHES = 300;

  /// Signing up is more than a hash: a key pair, three tokens, a commit.
  private static final double OF_THE_BARE_RATE = 0.5;

  @Override
  public String name() {
    return "accounts";
  }

  @Override
  public List<Figure> run() throws Exception {
    NodeRun run = NodeRun.start();
    try {
      SignUps signUps = new SignUps(run.frost());
      // The first find cold code.
      signUps.atOnce(FIRST_PEOPLE, "first");
      Argon2Bare.perSecond(FIRST_PEOPLE);
      double before = Argon2Bare.perSecond(HASHES);
      double rate = PEOPLE / signUps.atOnce(PEOPLE, "writer");
      double after = Argon2Bare.perSecond(HASHES);
      Memory memory = run.frostMemory();
      Samples bare = Samples.of(before, after);
      return List.of(
          Figure.unbound("accounts, Argon2id alone, all cores", bare, "hashes/s"),
          Figure.of(
              "accounts, 1,000 signed up at once",
              Samples.of(rate),
              "accounts/s",
              Bound.atLeast(
                  bare.median() * OF_THE_BARE_RATE, "accounts/s, half of Argon2id alone")),
          Figure.of(
              "accounts, Frost's heap in use after",
              Samples.of(memory.heapMegabytes()),
              "MiB",
              Bound.atMost(512, "MiB")),
          Figure.unbound(
              "accounts, Frost's memory in all", Samples.of(memory.residentMegabytes()), "MiB"));
    } finally {
      run.stop();
      run.delete();
    }
  }
}
