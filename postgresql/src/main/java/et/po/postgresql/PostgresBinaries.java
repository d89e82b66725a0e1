package et.po.postgresql;

import et.po.postgresql.PostgresServer.PostgresException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's own programs, unpacked once a version and user.
final class PostgresBinaries {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final String VERSION = "18.6.0";

  private PostgresBinaries() {}

  /// The directory with `bin`, `lib` and `share`; unpacks it on first use. Two processes may do so
  /// at once.
  static Path unpacked() throws IOException {
    Path home = cache().resolve("postgresql-" + VERSION);
    if (!Files.isDirectory(home)) {
      Files.createDirectories(home.getParent());
      Path parts = Files.createTempDirectory(home.getParent(), "unpacking-");
      try {
        unpack(parts);
        publish(parts, home);
      } finally {
        Directory.delete(parts);
      }
    }
    return home;
  }

  private static Path cache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("poet");
  }

  private static void unpack(Path directory) throws IOException {
    try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
      if (archive == null) {
        throw new PostgresException(
            "PostgreSQL is not packaged for this kind of machine: Linux on x86-64 is needed");
      }
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
        for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
          write(entry, tar, directory);
        }
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path directory)
      throws IOException {
    Path file = directory.resolve(entry.getName()).normalize();
    if (!file.startsWith(directory)) {
      throw new PostgresException(
          "the packaged PostgreSQL has an entry outside its directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, file);
      String mode = (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--";
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
  }

  /// Renaming is atomic, so that a directory of that name is always whole; who comes second uses
  /// the first one's.
  private static void publish(Path parts, Path home) throws IOException {
    Files.setPosixFilePermissions(parts, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Files.move(parts, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileSystemException e) {
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }
}
