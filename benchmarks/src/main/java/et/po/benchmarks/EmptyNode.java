package et.po.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A node's program with all roles in one process, as `./poet run` starts it, on a database that
/// has nothing yet.
final class EmptyNode implements AutoCloseable {
  private static final String HEAP = "-Xmx512m";
  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final Path log;

  private EmptyNode(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// @param environment its settings
  static EmptyNode start(Map<String, String> environment, Path log) throws Exception {
    Process migration = launch(environment, log, "migrate");
    if (migration.waitFor() != 0) {
      throw new IllegalStateException("the node does not migrate: " + Files.readString(log));
    }
    return new EmptyNode(launch(environment, log), log);
  }

  private static Process launch(Map<String, String> environment, Path log, String... arguments)
      throws IOException {
    String root = System.getProperty("poet.root");
    if (root == null) {
      throw new IllegalStateException("it is started by ./poet bench");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            HEAP,
            "-jar",
            root + "/node/target/quarkus-app/quarkus-run.jar"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
  }

  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the node ended: " + Files.readString(log));
    }
  }

  /// The most memory that it ever had, in MiB.
  double peakMegabytes() throws IOException {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          / 1024;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
