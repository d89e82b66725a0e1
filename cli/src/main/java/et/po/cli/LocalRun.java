package et.po.cli;

import et.po.protocol.json.Json;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What can be known of a `poet run` from its data directory.
///
/// @param data the directory
public record LocalRun(Path data) {
  /// The file that says where everything is, while it runs.
  public static final String ENDPOINTS = "endpoints.json";

  /// Where data is unless told otherwise.
  public static Path usualDirectory(Map<String, String> environment) {
    String configured = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base =
        configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "share")
            : Path.of(configured);
    return base.resolve("poet");
  }

  /// The URL that the run wrote down under this name; empty while nothing runs.
  public Optional<String> endpoint(String name) {
    return endpoints().findString(name);
  }

  /// All URLs that the run wrote down, by name; none while nothing runs.
  public JsonObject endpoints() {
    Path file = data.resolve(ENDPOINTS);
    try {
      return Files.isReadable(file)
              && Json.parse(Files.readAllBytes(file)) instanceof JsonObject all
          ? all
          : JsonObject.EMPTY;
    } catch (MalformedJsonException e) {
      throw CommandException.unable(file + " is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }
}
