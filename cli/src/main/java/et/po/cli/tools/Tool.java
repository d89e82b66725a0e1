package et.po.cli.tools;

import et.po.servers.ServerCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A server that can be fetched: a directory with an executable `fetch` and a line `about` it, as
/// `tools/servers/README.md` describes.
///
/// @param about what it is, its version, and about how long it takes
/// @param quick whether `poet test` fetches it without being asked for all
record Tool(String name, Path directory, String about, boolean quick) {
  /// Those in the subdirectories, by name.
  static List<Tool> in(Path servers) throws IOException {
    try (Stream<Path> all = Files.list(servers)) {
      return all.filter(directory -> Files.isExecutable(directory.resolve("fetch")))
          .sorted()
          .map(Tool::of)
          .toList();
    }
  }

  private static Tool of(Path directory) {
    try {
      return new Tool(
          String.valueOf(directory.getFileName()),
          directory,
          Files.readString(directory.resolve("about")).strip(),
          Files.exists(directory.resolve("quick")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isCached() {
    return isIn(ServerCache.directory(name));
  }

  /// What is not finished is called `lock` or `part`.
  static boolean isIn(Path cache) {
    try (Stream<Path> all = Files.list(cache)) {
      return all.map(file -> String.valueOf(file.getFileName()))
          .anyMatch(
              file -> !file.equals("lock") && !file.startsWith("part") && !file.endsWith(".part"));
    } catch (IOException e) {
      return false;
    }
  }

  /// Runs its script, which says itself how far it is, on stderr.
  ///
  /// @return whether the server is there now
  boolean fetch() throws IOException, InterruptedException {
    String script = directory.resolve("fetch").toString();
    return new ProcessBuilder("bash", "-c", "exec \"$0\" >&2", script).inheritIO().start().waitFor()
        == 0;
  }
}
