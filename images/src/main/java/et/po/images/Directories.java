package et.po.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// Directories that are this build's own.
final class Directories {
  private Directories() {}

  static void delete(Path directory) throws IOException {
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      List<Path> all = StagedFiles.all(directory);
      for (Path file : all.reversed()) {
        Files.delete(file);
      }
    }
  }
}
