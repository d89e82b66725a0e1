package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A program that is kept running as a child process.
final class ProgramService implements Service {
  /// Of one that lives: on a machine that is busy with other things some minutes are no fault.
  private static final Duration START = Duration.ofMinutes(5);

  private static final Duration STOP = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Program program;
  private final Path logs;
  private final LogFile log;
  private final PidFile pidFile;

  ProgramService(Program program, Path logs, Path processes) {
    this.program = program;
    this.logs = logs;
    this.log = new LogFile(logs.resolve(program.name() + ".log"));
    this.pidFile = new PidFile(processes.resolve(program.name() + ".pid"));
  }

  @Override
  public String name() {
    return program.name();
  }

  @Override
  public Running start(BooleanSupplier givenUp) {
    try {
      log.rotate();
      ChildProcess child =
          ChildProcess.start(program.command(), program.environment(), logs, log.path(), pidFile);
      awaitStarted(child, givenUp);
      return child;
    } catch (IOException e) {
      throw CommandException.unable(name() + " cannot be started. " + Trouble.sentence(e), e);
    }
  }

  /// What has started is left alone, whatever it says of itself: a balance that is low, or a server
  /// that is away, is no better after a new start.
  private void awaitStarted(ChildProcess child, BooleanSupplier givenUp) throws IOException {
    Instant deadline = Instant.now().plus(START);
    while (HttpProbe.status(program.started()).isEmpty()) {
      if (!child.isAlive()) {
        pidFile.remove();
        throw CommandException.unable(
            name()
                + " ended at its start: "
                + log.lastLine()
                + " (all of it is in "
                + log.path()
                + ")");
      }
      if (givenUp.getAsBoolean()) {
        child.stop(STOP);
        throw CommandException.unable(name() + " was stopped while it started.");
      }
      if (Instant.now().isAfter(deadline)) {
        child.stop(STOP);
        throw CommandException.unable(
            name() + " did not answer after " + START.toSeconds() + " s: see " + log.path() + ".");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
