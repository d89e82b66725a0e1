package et.po.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A place to work in that looks like the checkout, and leaves it clean: `./poet` and `docs` are
/// there, what is written is not in the tree, and the user's data directory is one of its own.
final class Checkout implements AutoCloseable {
  static final Path ROOT = Path.of(System.getProperty("project.root")).toAbsolutePath();

  /// Far from the ports of a run that somebody may have going on this machine, and below those that
  /// Linux gives to connections.
  static final int PORT_OFFSET = 10_000;

  /// Programs that live for some minutes do not get back what compiling them well would cost.
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private final Path directory;

  private Checkout(Path directory) {
    this.directory = directory;
  }

  static Checkout open() throws IOException {
    // The build that runs these tests has just packaged everything; `./poet` must not build again.
    Files.writeString(Files.createDirectories(ROOT.resolve("target")).resolve("built"), "");
    Path directory = Files.createTempDirectory("poet-system-test");
    Files.createSymbolicLink(directory.resolve("poet"), ROOT.resolve("poet"));
    Files.createSymbolicLink(directory.resolve("docs"), ROOT.resolve("docs"));
    return new Checkout(directory);
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /// What a process here sees of the environment.
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("XDG_DATA_HOME", directory.resolve("share").toString());
    return environment;
  }

  ProcessBuilder command(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment());
    return builder;
  }

  /// A command whose programs live for some minutes: it, and all that it starts.
  ProcessBuilder run(List<String> command) {
    ProcessBuilder builder = command(command);
    builder.environment().put("JAVA_TOOL_OPTIONS", QUICK);
    return builder;
  }

  /// A program that the build has packaged, started by itself.
  ///
  /// @param name `node` or `frost`
  ProcessBuilder program(String name, Map<String, String> environment, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                QUICK,
                "-jar",
                ROOT.resolve(name + "/target/quarkus-app/quarkus-run.jar").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = command(command);
    builder.environment().putAll(environment);
    return builder;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
