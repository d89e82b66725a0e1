package et.po.cli.run;

import et.po.cli.Progress;
import et.po.postgresql.DirectoryProcesses;
import et.po.postgresql.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Children that outlived a launcher that was killed.
final class Leftovers {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private Leftovers() {}

  /// Ends them all, in order where they take no long time.
  static void stop(Layout data, Progress progress) throws IOException {
    int left = DirectoryProcesses.under(data.path()).size();
    if (left > 0) {
      progress.step("Stopping what is left over from a run that was killed: processes " + left);
      // In its own way, which does not wait for whoever is connected.
      PostgresServer.stopLeftover(data.postgresql());
      DirectoryProcesses.stop(data.path(), PATIENCE);
    }
    for (Path file : files(data.processes())) {
      new PidFile(file).remove();
    }
  }

  private static List<Path> files(Path processes) throws IOException {
    try (Stream<Path> files = Files.list(processes)) {
      return files.filter(file -> file.toString().endsWith(".pid")).toList();
    }
  }
}
