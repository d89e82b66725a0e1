package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a machine must have to run a cluster.
final class Requirements {
  /// Of bash, iproute2 and util-linux.
  private static final List<String> COMMANDS =
      List.of("bash", "ip", "mount", "nsenter", "pivot_root", "setsid", "umount", "unshare");

  private Requirements() {}

  /// Ends the command with what is missing, if something is.
  static void check() {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      throw CommandException.unable("A cluster of real nodes needs Linux on amd64.");
    }
    if (!System.getProperty("user.name").equals("root")) {
      throw CommandException.unable("A cluster of real nodes needs root.");
    }
    List<String> missing = COMMANDS.stream().filter(command -> !isOnPath(command)).toList();
    if (!missing.isEmpty()) {
      throw CommandException.unable(
          "A cluster of real nodes needs programs that are not on the PATH: "
              + String.join(", ", missing)
              + ".");
    }
    if (!ControlGroups.areThere()) {
      throw CommandException.unable(
          "A cluster of real nodes needs control groups of version 1, each controller in its own"
              + " directory of "
              + ControlGroups.ROOT
              + "; with version 2 it was not tried yet.");
    }
    if (!fileSystems().contains("overlay")) {
      throw CommandException.unable("A cluster of real nodes needs a kernel with overlayfs.");
    }
    Programs.requireFetched();
    Servers.requireFetched();
  }

  private static String fileSystems() {
    try {
      return Files.readString(Path.of("/proc/filesystems"));
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
