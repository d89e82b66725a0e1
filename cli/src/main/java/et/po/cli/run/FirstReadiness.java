package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.cli.Progress;
import et.po.cli.health.Health;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Whether all programs can work, which is asked at the first start of a run and never again: who
/// cannot is named with its reason, and left to go on by itself when that is gone.
///
/// @param patience with all of them together
record FirstReadiness(Progress progress, Duration patience) {
  private static final int READY = 200;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /// Returns when all can work, or some have not come to it for long.
  ///
  /// @param givenUp asked now and then; once true, this ends
  /// @return the names of these
  List<String> await(List<Program> programs, BooleanSupplier givenUp) {
    Instant deadline = Instant.now().plus(patience);
    List<Program> unready = unready(programs);
    while (!unready.isEmpty() && Instant.now().isBefore(deadline)) {
      if (givenUp.getAsBoolean()) {
        throw CommandException.unable("It was stopped before all of it was ready.");
      }
      progress.waiting("  waiting until ready: " + String.join(", ", names(unready)));
      LockSupport.parkNanos(PAUSE_NANOS);
      unready = unready(unready);
    }
    progress.clear();
    unready.forEach(program ->
        program
            .management()
            .ifPresent(
                management -> progress.step("  " + Health.of(program.name(), management).line(1))));
    return names(unready);
  }

  private static List<Program> unready(List<Program> programs) {
    return programs.stream()
        .filter(program -> !program.management().map(FirstReadiness::isReady).orElse(true))
        .toList();
  }

  private static boolean isReady(URI management) {
    return HttpProbe.status(management.resolve("/q/health/ready")).equals(Optional.of(READY));
  }

  private static List<String> names(List<Program> programs) {
    return programs.stream().map(Program::name).toList();
  }
}
