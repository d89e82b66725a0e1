package et.po.cli.drill;

import java.util.List;
import java.util.Random;

/// What may happen in a drill, by chance that can be repeated.
final class Faults {
  private static final List<String> SILENT =
      List.of("rabbitmq", "postgresql", "ipfs", "bitcoin", "node-storage-writer", "node-view");
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
      case 0 ->
          new Silence(
              run, SILENT.get(chance.nextInt(SILENT.size())), 1 + chance.nextInt(LONGEST_SILENCE));
      case 1 -> new Reorganisation(run.endpoint("bitcoin.rpc"), 1 + chance.nextInt(DEEPEST));
      default -> {
        List<String> parts = run.parts();
        yield new Kill(run, parts.get(chance.nextInt(parts.size())));
      }
    };
  }
}
