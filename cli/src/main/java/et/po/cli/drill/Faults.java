package et.po.cli.drill;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/// What may happen in a drill, by chance that can be repeated.
final class Faults {
  private static final int LONGEST_SILENCE = 12;
  private static final int DEEPEST = 8;

  /// Longer than anybody's patience with a connection that says nothing.
  private static final int LONGEST_CUT = 75;

  /// Early, so that a short drill has one as well.
  private static final int FIRST_CUT = 2;

  private final DrilledRun run;
  private final Random chance;
  private int told;

  Faults(DrilledRun run, Random chance) {
    this.run = run;
    this.chance = chance;
  }

  /// Most are kills: of any process.
  ///
  /// @param remaining of the drill; what lasts ends with it
  Fault next(Duration remaining) {
    List<String> lines = run.lines().parts();
    told++;
    if (!lines.isEmpty() && (told == FIRST_CUT || chance.nextInt(4) == 0)) {
      return new Cut(
          run,
          lines.get(chance.nextInt(lines.size())),
          within(remaining, 1 + chance.nextInt(LONGEST_CUT)),
          chance.nextInt(4) == 0);
    }
    return switch (chance.nextInt(5)) {
      case 0 -> new Silence(run, anyPart(), within(remaining, 1 + chance.nextInt(LONGEST_SILENCE)));
      case 1 ->
          new Reorganisation(new Chain(run.endpoint("bitcoin.rpc")), 1 + chance.nextInt(DEEPEST));
      default -> new Kill(run, anyPart());
    };
  }

  private static int within(Duration remaining, int seconds) {
    return (int) Math.clamp(remaining.toSeconds(), 1, seconds);
  }

  private String anyPart() {
    List<String> parts = run.parts();
    return parts.get(chance.nextInt(parts.size()));
  }
}
