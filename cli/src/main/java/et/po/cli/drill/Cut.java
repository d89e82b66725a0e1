package et.po.cli.drill;

import et.po.cli.network.Lines;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The line to a part is cut for a while: what is sent over it vanishes, both ways, and nobody is
/// told.
///
/// @param seconds how long
/// @param dies whether the part dies meanwhile, of which nobody hears either
record Cut(DrilledRun run, String part, int seconds, boolean dies) implements Fault {
  @Override
  public Optional<String> happen() throws InterruptedException {
    Lines lines = run.lines();
    lines.cut(part);
    try {
      if (dies) {
        new Kill(run, part).happen();
      }
      TimeUnit.SECONDS.sleep(seconds);
    } finally {
      lines.mend(part);
    }
    return Optional.of(
        "the line to %s was cut for %d s%s"
            .formatted(part, seconds, dies ? ", and it died meanwhile" : ""));
  }

  @Override
  public Optional<String> lasting() {
    return Optional.of("the line to %s is cut, for %d s".formatted(part, seconds));
  }

  @Override
  public String kind() {
    return "cut of " + part;
  }

  @Override
  public boolean kills() {
    return dies;
  }
}
