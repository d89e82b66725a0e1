package et.po.cli.run;

import et.po.cli.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Children that outlived a launcher that was killed.
final class Leftovers {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Leftovers() {}

  /// Stops those that the files in this directory name.
  static void stop(Path processes, Progress progress) throws IOException {
    try (Stream<Path> files = Files.list(processes)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".pid")).toList();
      for (Path file : all) {
        PidFile pidFile = new PidFile(file);
        pidFile
            .process()
            .ifPresent(process -> {
              String name = file.getFileName().toString().replace(".pid", "");
              progress.step(
                  "Stopping "
                      + name
                      + ", left over from a run that was killed (process "
                      + process.pid()
                      + ")");
              stop(process);
            });
        pidFile.remove();
      }
    }
  }

  /// Asked anew all the time: of processes that are not its children, Java hears seconds later.
  private static void stop(ProcessHandle process) {
    Instant deadline = Instant.now().plus(PATIENCE);
    process.destroy();
    while (process.isAlive()) {
      if (Instant.now().isAfter(deadline)) {
        process.destroyForcibly();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
