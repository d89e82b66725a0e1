package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What makes processes a node: namespaces of their own for mounts, processes, names and the
/// network, and a file system of their own.
///
/// The first process in a space of processes does nothing but wait: when it ends, for whatever
/// reason, the kernel ends all others, and with the last of them the mounts are gone.
final class NodeSpace {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final List<String> NAMESPACES = List.of("--mount", "--uts", "--ipc", "--pid");
  private static final List<String> DIRECTORIES =
      List.of("upper", "work", "root", "containerd", "kubelet", "cni", "log", "etc");

  private NodeSpace() {}

  /// Returns when it is there, with nothing in it yet.
  ///
  /// @param configuration files of its `/opt/poet/etc`, by name
  static Machine make(Zone zone, ClusterDirectory directory, Map<String, String> configuration) {
    Path files = directory.node(zone.node());
    DIRECTORIES.forEach(each -> ClusterDirectory.make(files.resolve(each)));
    Path etc = files.resolve("etc");
    configuration.forEach((name, text) -> ClusterDirectory.write(etc.resolve(name), text));
    Daemon first =
        new Machine(zone.node(), files, directory.logs(), zone.place().enter())
            .start("init", first(zone.node(), files, directory));
    first.awaitReady(() -> Files.exists(etc.resolve("made")), PATIENCE);
    List<String> enter = new ArrayList<>(List.of("nsenter", "--net"));
    enter.addAll(NAMESPACES);
    enter.addAll(List.of("--target", Long.toString(inside(first))));
    return new Machine(zone.node(), files, directory.logs(), enter);
  }

  private static List<String> first(String node, Path files, ClusterDirectory directory) {
    List<String> command = new ArrayList<>(List.of("unshare"));
    command.addAll(NAMESPACES);
    command.addAll(
        List.of(
            "--fork",
            "--kill-child",
            "bash",
            ClusterDirectory.write(files.resolve("init"), script()).toString(),
            node,
            files.toString(),
            Programs.nodeFileSystem().toString(),
            Programs.kubernetes().toString(),
            directory.images().toString()));
    return command;
  }

  /// The process that is number 1 inside, as it is known outside.
  private static long inside(Daemon first) {
    while (true) {
      Optional<ProcessHandle> child = first.process().children().findFirst();
      if (child.isPresent()) {
        return child.get().pid();
      }
      first.requireAlive();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static String script() {
    try (InputStream script = NodeSpace.class.getResourceAsStream("node-init.sh")) {
      if (script == null) {
        throw new IllegalStateException("the build has left out node-init.sh");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }
}
