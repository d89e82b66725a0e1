package et.po.cli.cluster.drill;

import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.run.NodeDatabase;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// One thing after the other is done to a cluster under traffic, and told with what clients saw.
final class ClusterDrill {
  private static final int KILLS = 6;
  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(10);
  private static final Duration CUT = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final int ZONES = 3;

  private final Operations operations;
  private final URI node;
  private final URI frost;
  private final NodeDatabase database;
  private final Console console;
  private int failedThough;

  ClusterDrill(Operations operations, URI node, URI frost, NodeDatabase database, Console console) {
    this.operations = operations;
    this.node = node;
    this.frost = frost;
    this.database = database;
    this.console = console;
  }

  private interface Step {
    void happen() throws InterruptedException;
  }

  /// Whether all went as it must.
  boolean run() throws InterruptedException, SQLException {
    List<String> zones = operations.zones();
    if (zones.size() != ZONES) {
      throw CommandException.unable(
          "A drill needs a cluster of " + ZONES + " zones, and this one has " + zones.size() + ".");
    }
    Caller caller = new Caller();
    Traffic traffic = new Traffic(node, Publisher.at(frost, caller), caller);
    int without;
    try (traffic) {
      traffic.start();
      // Programs that have just started are slow; what the first requests wait for is nobody's
      // fault.
      step(traffic, "nothing is done", () -> TimeUnit.MILLISECONDS.sleep(QUIET.toMillis()));
      unnoticed(traffic, "upgrade", operations::upgrade);
      unnoticed(traffic, "rollback", operations::rollBack);
      for (String zone : zones) {
        unnoticed(traffic, "drain of " + zone, () -> operations.drain(zone));
      }
      step(traffic, KILLS + " kills", () -> operations.kill(KILLS, BETWEEN_KILLS));
      // Of the last that was drained nothing may be left that clients talk to.
      cut(traffic, zones.getFirst());
      operations.takePausesAway();
      without = step(traffic, "restart without pauses", operations::restart).failed();
      operations.restore();
    }
    console.say("Waiting until all works are in a block.");
    Reckoning reckoning = Reckoning.of(traffic.taken(), node, caller, database);
    console.answer("kills " + KILLS + ", " + reckoning + ", failed requests " + failedThough);
    if (without == 0) {
      console.say("No request failed without the pauses: this shows nothing of them.");
    }
    return reckoning.isClean() && failedThough == 0 && without > 0;
  }

  private void unnoticed(Traffic traffic, String what, Step step) throws InterruptedException {
    failedThough += step(traffic, what, step).failed();
  }

  private Tally step(Traffic traffic, String what, Step step) throws InterruptedException {
    Tally tally = traffic.begin();
    step.happen();
    console.answer(tally.lines(what));
    return tally;
  }

  private void cut(Traffic traffic, String zone) throws InterruptedException {
    Tally tally =
        step(
            traffic,
            zone + " cut off for " + CUT.toSeconds() + " s",
            () -> operations.cut(zone, CUT));
    console.answer(
        String.format(
            Locale.ROOT,
            "  no request failed any more after %.1f s",
            tally.untilGood().toMillis() / 1000.0));
  }
}
