package et.po.cli.run;

import et.po.postgresql.Directory;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What is made for a directory that is not there, or is empty, so that it can be taken back.
///
/// @param missing the directory and those above it that are not there, the innermost first
record FirstUse(Path directory, List<Path> missing) {
  /// Before anything is made.
  static FirstUse of(Path directory) {
    List<Path> missing = new ArrayList<>();
    for (Path one = directory; one != null && !Files.exists(one); one = one.getParent()) {
      missing.add(one);
    }
    return new FirstUse(directory, List.copyOf(missing));
  }

  /// Takes everything back but directories that somebody else uses meanwhile.
  void undo() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Directory.delete(file);
      }
    }
    try {
      for (Path one : missing) {
        Files.deleteIfExists(one);
      }
    } catch (DirectoryNotEmptyException e) {
      // Nor are those above it ours any more.
    }
  }
}
