package et.po.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the Java runtime needs of the system that it was made on: the C library, and the loader.
final class SystemLibraries {
  private static final Pattern LINKED = Pattern.compile("(?:=> )?(/\\S+) \\(0x[0-9a-f]+\\)");

  /// Asked for by name where a thread of the system ends; nothing is linked to it.
  private static final String UNWINDER = "libgcc_s.so.1";

  private SystemLibraries() {}

  /// The files, at the paths that they have here and have to have in the image.
  ///
  /// @throws ImageException if the system does not say what a program is linked to
  static List<Path> of(JavaRuntime runtime) throws ImageException, IOException {
    List<Path> linked = new ArrayList<>(List.of(runtime.java()));
    for (Path file : StagedFiles.files(runtime.directory().resolve("lib"))) {
      if (file.toString().endsWith(".so")) {
        linked.add(file);
      }
    }
    SortedSet<Path> libraries = new TreeSet<>();
    for (Path file : linked) {
      Matcher found = LINKED.matcher(ldd(file));
      while (found.find()) {
        Path library = Path.of(found.group(1));
        if (!library.normalize().startsWith(runtime.directory())) {
          libraries.add(library);
        }
      }
    }
    for (Path library : List.copyOf(libraries)) {
      Path unwinder = library.resolveSibling(UNWINDER);
      if (Files.exists(unwinder)) {
        libraries.add(unwinder);
      }
    }
    return List.copyOf(libraries);
  }

  private static String ldd(Path file) throws ImageException, IOException {
    try {
      Process process =
          new ProcessBuilder("ldd", file.toString()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new ImageException("ldd does not know " + file + ": " + said.strip());
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException("It was interrupted.", e);
    }
  }
}
