package et.po.cli.drill;

import java.util.List;
import java.util.Random;

/// What may happen in a drill, by chance that can be repeated.
final class Faults {
  private static final int LONGEST_SILENCE = 12;
  private static final int DEEPEST = 8;

  private final DrilledRun run;
  private final Random chance;

  Faults(DrilledRun run, Random chance) {
    this.run = run;
    this.chance = chance;
  }

  /// Most are kills: of any process.
  Fault next() {
    return switch (chance.nextInt(5)) {
      case 0 -> new Silence(run, anyPart(), 1 + chance.nextInt(LONGEST_SILENCE));
      case 1 -> new Reorganisation(run.endpoint("bitcoin.rpc"), 1 + chance.nextInt(DEEPEST));
      default -> new Kill(run, anyPart());
    };
  }

  private String anyPart() {
    List<String> parts = run.parts();
    return parts.get(chance.nextInt(parts.size()));
  }
}
