package et.po.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Files as they will be in an image, with the time that all files there have: what is remembered
/// of a training run names files by it.
final class StagedFiles {
  /// A second after 1970 began.
  static final FileTime TIME = FileTime.fromMillis(1000);

  private StagedFiles() {}

  /// Files and directories; links as [#files(Path)] has them.
  static void copy(Path from, Path to) throws ImageException, IOException {
    for (Path directory : all(from)) {
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(to.resolve(from.relativize(directory).toString()));
      }
    }
    for (Path file : files(from)) {
      Files.copy(file, to.resolve(from.relativize(file).toString()));
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

  /// The files below a directory. A symbolic link to a file there is that file once more.
  ///
  /// @throws ImageException for anything else that is neither file nor directory
  static List<Path> files(Path directory) throws ImageException, IOException {
    Path real = directory.toRealPath();
    List<Path> files = new ArrayList<>();
    for (Path file : all(directory)) {
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(real)) {
        throw new ImageException(
            "%s is neither a file, nor a link to one in %s.".formatted(file, directory));
      }
      files.add(file);
    }
    return List.copyOf(files);
  }
}
