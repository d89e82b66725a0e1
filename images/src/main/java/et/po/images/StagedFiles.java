package et.po.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/// Files as they will be in an image, with the time that all files there have: what is remembered
/// of a training run names files by it.
final class StagedFiles {
  /// A second after 1970 began.
  static final FileTime TIME = FileTime.fromMillis(1000);

  private StagedFiles() {}

  static void copy(Path from, Path to) throws IOException {
    for (Path file : all(from)) {
      Path copy = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    age(to);
  }

  /// Gives everything the time.
  static void age(Path directory) throws IOException {
    for (Path file : all(directory)) {
      if (!Files.isSymbolicLink(file)) {
        Files.setLastModifiedTime(file, TIME);
      }
    }
  }

  /// What is below a directory, itself first, in an order that is always the same.
  static List<Path> all(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// The regular files below a directory.
  static List<Path> files(Path directory) throws IOException {
    return all(directory).stream()
        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }
}
