package et.po.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;

/// Makes directories, and tells what is in their way.
public final class NewDirectory {
  private NewDirectory() {}

  /// Makes the directory, with those above it, unless it is there.
  ///
  /// @throws NotDirectoryException naming the file that is where a directory would have to be
  public static void make(Path directory, FileAttribute<?>... attributes) throws IOException {
    Path there = directory.toAbsolutePath();
    for (Path above = there.getParent(); !Files.exists(there) && above != null; ) {
      there = above;
      above = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new NotDirectoryException(there.toString());
    }
    try {
      Files.createDirectories(directory, attributes);
    } catch (NoSuchFileException e) {
      // Said by file systems in which nothing can be made, such as /proc.
      FileSystemException refused =
          new FileSystemException(e.getFile(), null, "no directory can be made there");
      refused.initCause(e);
      throw refused;
    }
  }
}
