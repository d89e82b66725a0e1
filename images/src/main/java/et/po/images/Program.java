package et.po.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A program that becomes an image.
///
/// @param name such as `node`
/// @param directory what its build has made: `quarkus-run.jar` and what belongs to it
public record Program(String name, Path directory) {
  /// @throws ImageException if it is not built
  public void require() throws ImageException {
    if (!Files.isRegularFile(directory.resolve("quarkus-run.jar"))) {
      throw new ImageException(
          "The program %s is not built: there is no %s."
              .formatted(name, directory.resolve("quarkus-run.jar")));
    }
  }

  /// @throws ImageException if it is not built, or does not say so
  public BuiltFrom builtFrom() throws ImageException, IOException {
    require();
    return BuiltFrom.read(directory);
  }
}
