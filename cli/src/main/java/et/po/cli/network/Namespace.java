package et.po.cli.network;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import et.po.postgresql.DirectoryProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A network namespace of the kernel's, which is there for as long as a process that does nothing
/// else: when that ends, nothing is left of it.
record Namespace(long pid) {
  /// @param directory whose processes it is one of
  static Namespace make(Path directory) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              "setsid", "unshare", "--net", "sh", "-c", "echo made; exec sleep infinity");
      DirectoryProcesses.mark(builder, directory);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process process = builder.start();
      // Before it says so, its namespace is still ours.
      if (process.getInputStream().read() < 0) {
        throw CommandException.unable("A network namespace cannot be made here: unshare refuses.");
      }
      return new Namespace(process.pid());
    } catch (IOException e) {
      throw CommandException.unable("The network cannot be made. " + Trouble.sentence(e), e);
    }
  }

  /// What goes before a command that runs in it.
  List<String> entering() {
    return entering(pid);
  }

  static List<String> entering(long pid) {
    return List.of("nsenter", "--net", "--target", Long.toString(pid));
  }
}
