package et.po.cli.run;

import et.po.cli.Progress;
import et.po.postgresql.ProcessEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Children that outlived a launcher that was killed.
final class Leftovers {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String SUFFIX = ".pid";

  private Leftovers() {}

  /// Stops those that the files in this directory name, and removes the files.
  static void stop(Path processes, Progress progress) throws IOException {
    List<ProcessHandle> stopping = new ArrayList<>();
    List<Path> files = files(processes);
    for (Path file : files) {
      Optional<ProcessHandle> process = new PidFile(file).process();
      if (process.isPresent()) {
        String name = file.getFileName().toString().replace(SUFFIX, "");
        progress.step(
            "Stopping "
                + name
                + ", left over from a run that was killed (process "
                + process.get().pid()
                + ")");
        process.get().destroy();
        stopping.add(process.get());
      }
    }
    stopping.forEach(process -> ProcessEnd.await(process, PATIENCE));
    // Only now: were this process killed as well, the next would still find them.
    files.forEach(file -> new PidFile(file).remove());
  }

  private static List<Path> files(Path processes) throws IOException {
    try (Stream<Path> files = Files.list(processes)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
    }
  }
}
