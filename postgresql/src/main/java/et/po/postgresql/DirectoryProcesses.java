package et.po.postgresql;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The processes that work for a directory.
///
/// Each is told so in its environment, which whatever it starts inherits: so they are found, and no
/// stranger is, at whatever moment their starter was killed. Where there is no `/proc`, none is.
public final class DirectoryProcesses {
  private static final String MARK = "POET_DIRECTORY";
  private static final Path PROCESSES = Path.of("/proc");
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private DirectoryProcesses() {}

  /// Tells whatever is started that it works for this directory.
  public static void mark(ProcessBuilder builder, Path directory) {
    builder.environment().put(MARK, real(directory).toString());
  }

  /// Those of this directory, and of none below.
  public static List<ProcessHandle> of(Path directory) {
    Path real = real(directory);
    return marked(real::equals);
  }

  /// Those of this directory and all below.
  public static List<ProcessHandle> under(Path directory) {
    Path real = real(directory);
    return marked(mark -> mark.startsWith(real));
  }

  /// Asks those of this directory and all below to end, with all that they started, and returns
  /// when they have; ends them by force after that long.
  public static void stop(Path directory, Duration patience) {
    Instant deadline = Instant.now().plus(patience);
    // Some lose the mark as they go on, so that they are known only by who started them.
    Map<Long, ProcessHandle> asked = new HashMap<>();
    while (true) {
      boolean force = !Instant.now().isBefore(deadline);
      under(directory).stream()
          .flatMap(each -> Stream.concat(Stream.of(each), each.descendants()))
          .filter(each -> asked.putIfAbsent(each.pid(), each) == null)
          .forEach(ProcessHandle::destroy);
      List<ProcessHandle> left = asked.values().stream().filter(ProcessEnd::runs).toList();
      if (left.isEmpty()) {
        return;
      }
      if (force) {
        left.forEach(ProcessHandle::destroyForcibly);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static List<ProcessHandle> marked(Predicate<Path> wanted) {
    File[] all = PROCESSES.toFile().listFiles(file -> file.getName().matches("[1-9][0-9]*"));
    return all == null
        ? List.of()
        : Stream.of(all)
            .filter(process -> mark(process.toPath()).filter(wanted).isPresent())
            .flatMap(process -> ProcessHandle.of(Long.parseLong(process.getName())).stream())
            .filter(ProcessEnd::runs)
            .toList();
  }

  private static Optional<Path> mark(Path process) {
    try {
      String environment =
          new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
      return Stream.of(environment.split("\0"))
          .filter(variable -> variable.startsWith(MARK + "="))
          .map(variable -> variable.substring(MARK.length() + 1))
          .map(text ->
              Path.of(
                  new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)))
          .findFirst();
    } catch (IOException e) {
      // Gone in between, or somebody else's.
      return Optional.empty();
    }
  }

  /// The same however it is spelled, and before it is there.
  private static Path real(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    try {
      return path.toRealPath();
    } catch (IOException e) {
      Path parent = path.getParent();
      return parent == null ? path : real(parent).resolve(path.getFileName());
    }
  }
}
