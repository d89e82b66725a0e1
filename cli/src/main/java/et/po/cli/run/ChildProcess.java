package et.po.cli.run;

import et.po.cli.run.Service.Running;
import et.po.postgresql.DirectoryProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A child process in a session of its own, so that a Ctrl-C meant for the launcher does not reach
/// it: the launcher stops its children in their order.
final class ChildProcess implements Running {
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final int PAUSE_MILLISECONDS = 100;

  private final Process process;
  private final PidFile pidFile;

  private ChildProcess(Process process, PidFile pidFile) {
    this.process = process;
    this.pidFile = pidFile;
  }

  /// @param directory to run in: not the caller's, which may go away
  /// @param log where what it says is appended
  static ChildProcess start(
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Path log,
      PidFile pidFile)
      throws IOException {
    List<String> whole = new ArrayList<>();
    whole.add("setsid");
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().putAll(environment);
    DirectoryProcesses.mark(builder, directory);
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    process.getOutputStream().close();
    pidFile.write(process.toHandle());
    return new ChildProcess(process, pidFile);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Waits for its end, or ends it after that long.
  ///
  /// @param givenUp asked now and then; once true, the process is stopped
  /// @return its exit code
  int await(Duration patience, BooleanSupplier givenUp) throws InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (!process.waitFor(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
      if (givenUp.getAsBoolean() || Instant.now().isAfter(deadline)) {
        stop(STOP);
      }
    }
    pidFile.remove();
    return process.exitValue();
  }

  @Override
  public CompletableFuture<String> ended() {
    return process.onExit().thenApply(ended -> "exit code " + ended.exitValue());
  }

  @Override
  public void stop(Duration patience) {
    process.destroy();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      pidFile.remove();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
