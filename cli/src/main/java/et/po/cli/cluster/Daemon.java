package et.po.cli.cluster;

import et.po.cli.CommandException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A program that was started, and goes on when the command has ended.
///
/// @param log where what it says is
record Daemon(String name, Process process, Path log) {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /// Returns when it answers.
  ///
  /// @throws CommandException that names its log, if it ends before or does not answer in that time
  void awaitReady(BooleanSupplier answers, Duration patience) {
    Instant deadline = Instant.now().plus(patience);
    while (!answers.getAsBoolean()) {
      requireAlive();
      if (Instant.now().isAfter(deadline)) {
        throw CommandException.unable(
            name + " did not answer in " + patience.toSeconds() + " s; see " + log + ".");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /// @throws CommandException that names its log, if it has ended
  void requireAlive() {
    if (!process.isAlive()) {
      throw CommandException.unable(
          name + " has ended with exit code " + process.exitValue() + "; see " + log + ".");
    }
  }
}
