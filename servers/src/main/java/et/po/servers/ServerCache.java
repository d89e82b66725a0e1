package et.po.servers;

import java.nio.file.Path;
import java.util.Optional;

/// Where `./poet tools` puts real servers: `poet/NAME` in the user's cache directory (XDG Base
/// Directory Specification).
public final class ServerCache {
  private ServerCache() {}

  /// The directory of this server, whether it is there or not.
  public static Path directory(String name) {
    String home = System.getenv("XDG_CACHE_HOME");
    Path cache =
        Optional.ofNullable(home)
            .filter(text -> !text.isEmpty())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    return cache.resolve("poet").resolve(name);
  }

  /// @throws ServerException that says how to get the server, if it is not there
  static Path require(String name, String file) {
    Path found = directory(name).resolve(file);
    if (!found.toFile().exists()) {
      throw new ServerException(
          "There is no " + found + ": fetch it first with ./poet tools " + name);
    }
    return found;
  }
}
