package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The kernel's control groups (version 1) that the cluster's containers are in. They are the only
/// thing of a cluster that does not end with its processes.
///
/// @param name that all of them are under
record ControlGroups(String name) {
  static final Path ROOT = Path.of("/sys/fs/cgroup");

  private static final List<String> CONTROLLERS =
      List.of("blkio", "cpu", "cpuacct", "cpuset", "devices", "freezer", "memory", "pids");
  private static final List<String> CPUSET_FILES = List.of("cpuset.cpus", "cpuset.mems");
  private static final String SHARES = "3072";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  static boolean areThere() {
    return CONTROLLERS.stream()
        .allMatch(controller -> Files.exists(ROOT.resolve(controller).resolve("tasks")));
  }

  /// Makes the groups of a node.
  ///
  /// @return where they are, below each controller
  String make(String node) {
    try {
      for (Path hierarchy : hierarchies()) {
        Path all = Files.createDirectories(hierarchy.resolve(name));
        Path own = Files.createDirectories(all.resolve(node));
        if (hierarchy.endsWith("cpuset")) {
          // Empty in a new group, which then takes no process.
          inherit(hierarchy, all);
          inherit(all, own);
        }
        if (hierarchy.endsWith("cpu")) {
          // Or all its pods together would have as much time as one program outside.
          Files.writeString(all.resolve("cpu.shares"), SHARES);
        }
      }
      return "/" + name + "/" + node;
    } catch (IOException e) {
      throw CommandException.unable("Control groups cannot be made. " + Trouble.sentence(e), e);
    }
  }

  private static void inherit(Path from, Path to) throws IOException {
    for (String file : CPUSET_FILES) {
      Files.writeString(to.resolve(file), Files.readString(from.resolve(file)));
    }
  }

  /// Removes them all; their processes have ended before.
  void remove() {
    Instant deadline = Instant.now().plus(PATIENCE);
    try {
      for (Path hierarchy : hierarchies()) {
        Path all = hierarchy.resolve(name);
        while (Files.exists(all) && !isRemoved(all)) {
          if (Instant.now().isAfter(deadline)) {
            throw CommandException.unable("The control group " + all + " is still in use.");
          }
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    } catch (IOException e) {
      throw CommandException.unable("Control groups stay behind. " + Trouble.sentence(e), e);
    }
  }

  /// The files of a group cannot be deleted: they go with it.
  private static boolean isRemoved(Path group) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(group)) {
      all = files.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
    }
    try {
      for (Path each : all) {
        Files.deleteIfExists(each);
      }
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    } catch (FileSystemException e) {
      // Busy, for a process that has ended is not forgotten at once.
      return false;
    }
  }

  /// With those that have no controller, of which container runtimes use some.
  private static List<Path> hierarchies() throws IOException {
    if (!Files.exists(ROOT)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(ROOT)) {
      return all.filter(each -> Files.exists(each.resolve("cgroup.procs"))).toList();
    }
  }
}
