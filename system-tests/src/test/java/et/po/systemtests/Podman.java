package et.po.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A container engine, and how the charts have it run our images: without root, without
/// capabilities, with a root directory that cannot be written to.
final class Podman {
  private static final List<String> COMMAND = List.of("podman", "--runtime", "runc");
  private static final List<String> RESTRICTED =
      List.of(
          "--rm",
          "--network=host",
          "--read-only",
          "--read-only-tmpfs=false",
          "--tmpfs=/tmp:rw,nosuid,nodev,size=64m,mode=1777",
          "--cap-drop=all",
          "--security-opt=no-new-privileges",
          "--memory=512m",
          // Higher ones may not be given where a container is within another.
          "--ulimit=nofile=1024:1024",
          "--ulimit=nproc=1024:1024");

  private Podman() {}

  static boolean isThere() {
    try {
      return new ProcessBuilder("podman", "--version").start().waitFor() == 0
          && new ProcessBuilder("runc", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The name under which the archive's image is there now.
  static String load(Path archive) throws Exception {
    String said = say(List.of("load", "--quiet", "--input", archive.toString()));
    return said.substring(said.indexOf(": ") + 2).strip();
  }

  static void remove(String image) throws Exception {
    say(List.of("rmi", "--force", image));
  }

  /// A container that runs until it ends by itself, or is closed.
  static Container run(
      String name, String image, Map<String, String> environment, Path log, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(COMMAND);
    command.add("run");
    command.addAll(RESTRICTED);
    command.add("--name=" + name);
    environment.forEach((key, value) -> command.add("--env=" + key + "=" + value));
    command.add(image);
    command.addAll(List.of(arguments));
    Path errors = log.resolveSibling(log.getFileName() + ".errors");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(log.toFile())
            .redirectError(errors.toFile())
            .start();
    return new Container(name, process, log, errors);
  }

  private static String say(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(COMMAND);
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + ": " + said);
    }
    return said;
  }

  /// @param process of the engine, which ends with the container
  /// @param log what the program prints
  /// @param errors what it, or the engine, says beside that
  record Container(String name, Process process, Path log, Path errors) implements AutoCloseable {
    /// Who its program runs as, and what memory it has, as the kernel says.
    String status(String key) throws Exception {
      String pid = say(List.of("inspect", "--format", "{{.State.Pid}}", name)).strip();
      return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
          .filter(line -> line.startsWith(key + ":"))
          .map(line -> line.substring(key.length() + 1).strip())
          .findFirst()
          .orElseThrow();
    }

    String said() throws IOException {
      return Files.readString(log) + Files.readString(errors);
    }

    @Override
    public void close() throws Exception {
      if (process.isAlive()) {
        say(List.of("stop", "--time", "20", name));
      }
      process.waitFor(1, TimeUnit.MINUTES);
    }
  }
}
