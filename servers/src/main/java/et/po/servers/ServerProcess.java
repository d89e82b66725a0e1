package et.po.servers;

import et.po.postgresql.DirectoryProcesses;
import et.po.postgresql.Place;
import et.po.postgresql.ProcessEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A server's process, in a session of its own: a Ctrl-C is for whoever started it, who then stops
/// it in order.
final class ServerProcess {
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final String name;
  private final Path log;
  private final Process process;

  private ServerProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /// One that outlived its starter is ended before another starts on the same directory.
  ///
  /// @param directory to run in, of no other server
  /// @param log where what it says is appended
  static ServerProcess start(
      String name,
      Place place,
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Path log) {
    List<String> whole = new ArrayList<>(List.of("setsid"));
    whole.addAll(place.command(command));
    endLeftover(directory);
    ProcessBuilder builder = new ProcessBuilder(whole);
    DirectoryProcesses.mark(builder, directory);
    builder.environment().putAll(environment);
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Process process = builder.start();
      process.getOutputStream().close();
      return new ServerProcess(name, log, process);
    } catch (IOException e) {
      throw new ServerException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  private static void endLeftover(Path directory) {
    for (ProcessHandle leftover : DirectoryProcesses.of(directory)) {
      List<ProcessHandle> inner = leftover.descendants().toList();
      leftover.destroyForcibly();
      ProcessEnd.await(leftover, STOP);
      inner.forEach(each -> ProcessEnd.await(each, Duration.ZERO));
    }
  }

  /// Returns when the server answers.
  ///
  /// @throws ServerException that names the log, if it ends or does not answer in that time; then
  ///   it does not run any more
  void awaitReady(BooleanSupplier answers, Duration patience) {
    Instant deadline = Instant.now().plus(patience);
    while (!answers.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new EndedAtStartException(name, log);
      }
      if (Instant.now().isAfter(deadline)) {
        kill();
        throw new ServerException(
            name + " did not answer in " + patience.toSeconds() + " s; see " + log);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /// Asks it to end (SIGTERM), and returns when it has; by force after some time.
  void stop() {
    if (process.isAlive()) {
      process.destroy();
      ProcessEnd.await(process.toHandle(), STOP);
    }
  }

  /// As [#kill()], for one that only holds a space of processes open: returns when those are gone,
  /// too.
  void killAll() {
    List<ProcessHandle> inner = process.descendants().toList();
    kill();
    inner.forEach(each -> ProcessEnd.await(each, STOP));
  }

  /// As [#stop()], for a process that only holds a space of processes open and takes no signals: it
  /// is the one inside that is asked, and the outer one ends with it.
  void stopInner() {
    process.children().forEach(ProcessHandle::destroy);
    if (process.isAlive()) {
      ProcessEnd.await(process.toHandle(), STOP);
    }
  }

  /// Ends it at once (SIGKILL), as a crash would.
  void kill() {
    process.destroyForcibly();
    ProcessEnd.await(process.toHandle(), STOP);
  }
}
