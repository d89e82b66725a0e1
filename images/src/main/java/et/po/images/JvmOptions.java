package et.po.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The options of the Java runtime that belong to the build; what depends on the container's size
/// is the chart's to say, behind these.
final class JvmOptions {
  static final String FILE = "jvm.options";
  static final String CACHE = "app.aot";

  private JvmOptions() {}

  /// @param cached whether there is a cache beside it
  static void write(Path file, String directory, boolean cached) throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // Nobody in the container reads it, and it is written to a file.
                "-XX:-UsePerfData"));
    if (cached) {
      options.add("-XX:AOTCache=" + directory + "/" + CACHE);
    }
    Files.write(file, options);
  }
}
