package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.cli.NewDirectory;
import et.po.cli.OwnerFile;
import et.po.cli.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/// The directory with all state of a local run, held by one process.
final class DataDirectory implements AutoCloseable {
  /// The layout that this program knows.
  static final int VERSION = 1;

  /// What a new PostgreSQL with its log needs at the least.
  private static final long LEAST_FREE_BYTES = 64L * 1024 * 1024;

  private final Layout layout;
  private final DirectoryLock lock;
  private Optional<FirstUse> firstUse;

  private DataDirectory(Layout layout, DirectoryLock lock, Optional<FirstUse> firstUse) {
    this.layout = layout;
    this.lock = lock;
    this.firstUse = firstUse;
  }

  /// Opens or makes the directory. Nothing in it is touched if it is another's or of a newer
  /// version. What is made here is taken back by [#close], unless it is kept.
  static DataDirectory open(Path directory) {
    Layout layout = new Layout(directory);
    Path path = layout.path();
    try {
      requireOurs(layout);
      Optional<FirstUse> firstUse =
          Files.exists(layout.version()) ? Optional.empty() : Optional.of(FirstUse.of(path));
      NewDirectory.make(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      DataDirectory data = new DataDirectory(layout, DirectoryLock.take(path), firstUse);
      try {
        data.prepare();
        return data;
      } catch (IOException | RuntimeException e) {
        data.close();
        throw e;
      }
    } catch (IOException e) {
      throw CommandException.unable(
          "The data directory " + path + " cannot be used. " + Trouble.sentence(e), e);
    }
  }

  private static void requireOurs(Layout layout) throws IOException {
    Path version = layout.version();
    Path path = layout.path();
    if (Files.exists(version)) {
      requireKnown(path, Files.readString(version).strip());
    } else if (Files.exists(path)) {
      try (Stream<Path> files = Files.list(path)) {
        if (files.anyMatch(file -> !file.getFileName().toString().equals("lock"))) {
          throw CommandException.unable(
              path + " has files of something else: choose a new or empty directory with --data.");
        }
      }
    }
  }

  private static void requireKnown(Path path, String version) {
    // Empty is what a crash at the very first moment leaves.
    if (!version.matches("[0-9]{0,9}")) {
      throw CommandException.unable(path.resolve("version") + " is damaged; nothing was touched.");
    }
    if (!version.isEmpty() && Integer.parseInt(version) > VERSION) {
      throw CommandException.unable(
          path
              + " was made by a newer Po.et (its version is "
              + version
              + ", this one knows "
              + VERSION
              + "): use that, or another directory with --data; nothing was touched.");
    }
  }

  private void prepare() throws IOException {
    Path path = layout.path();
    long free = Files.getFileStore(path).getUsableSpace();
    if (free < LEAST_FREE_BYTES) {
      throw CommandException.unable(
          "The disk is full: "
              + path
              + " needs "
              + LEAST_FREE_BYTES / (1024 * 1024)
              + " MiB, and "
              + free / (1024 * 1024)
              + " are free.");
    }
    OwnerFile.replace(layout.version(), (VERSION + "\n").getBytes(StandardCharsets.US_ASCII));
    Files.createDirectories(layout.logs());
    Files.createDirectories(layout.processes());
  }

  Layout layout() {
    return layout;
  }

  /// From now on there is something in it to be kept.
  void keep() {
    firstUse = Optional.empty();
  }

  @Override
  public void close() {
    try {
      if (firstUse.isPresent()) {
        firstUse.get().undo();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.close();
    }
  }
}
