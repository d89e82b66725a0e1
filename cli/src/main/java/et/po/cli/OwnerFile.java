package et.po.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes files that only their owner may read.
public final class OwnerFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private OwnerFile() {}

  /// Writes a file that must not exist yet; it is never readable by others, nor half there when
  /// this returns.
  public static void create(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), OWNER_ONLY)) {
      write(channel, content, file);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /// Puts a file in the place of the one that may be there: readers see the old or the new one,
  /// whole.
  public static void replace(Path file, byte[] content) throws IOException {
    Path parts = Files.createTempFile(file.toAbsolutePath().getParent(), ".new-", "", OWNER_ONLY);
    try {
      try (FileChannel channel = FileChannel.open(parts, StandardOpenOption.WRITE)) {
        write(channel, content, file);
      }
      Files.move(parts, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(parts);
    }
  }

  private static void write(FileChannel channel, byte[] content, Path file) throws IOException {
    try {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // A channel's exception does not know the file.
      throw new IOException("writing " + file + ": " + e.getMessage(), e);
    }
  }
}
