package et.po.images;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarFile;

/// The files of a tar that holds files and nothing else: no links, no part twice, and no bytes that
/// are of none of them, so that every reader of tars reads the same there.
final class TarParts implements Closeable {
  private static final int BLOCK = 512;

  /// More than a manifest or a configuration has.
  private static final int LARGEST_DOCUMENT = 4 * 1024 * 1024;

  private final Path file;
  private final TarFile tar;
  private final Map<String, TarArchiveEntry> parts = new HashMap<>();

  private TarParts(Path file, TarFile tar) {
    this.file = file;
    this.tar = tar;
  }

  /// @throws ImageException if it is no such tar
  static TarParts open(Path file) throws ImageException, IOException {
    TarParts parts = new TarParts(file, tar(file));
    try {
      parts.index();
      return parts;
    } catch (ImageException | IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static TarFile tar(Path file) throws ImageException, IOException {
    try {
      return new TarFile(file);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new ImageException(
          "%s is no OCI image: it is no tar, or not all of one.".formatted(file), e);
    }
  }

  private void index() throws ImageException, IOException {
    if (tar.getEntries().isEmpty()) {
      throw new ImageException("%s is no OCI image: it is empty.".formatted(file));
    }
    long end = 0;
    for (TarArchiveEntry entry : tar.getEntries()) {
      if (entry.getLinkFlag() != TarConstants.LF_NORMAL) {
        throw new ImageException("%s holds what is no file: %s.".formatted(file, entry.getName()));
      }
      // One header before each: those of extensions can give a part another name or size.
      if (entry.getDataOffset() != end + BLOCK) {
        throw new ImageException(
            "%s has more than a header before its part %s.".formatted(file, entry.getName()));
      }
      if (parts.put(entry.getName(), entry) != null) {
        throw new ImageException("%s holds %s twice.".formatted(file, entry.getName()));
      }
      end = entry.getDataOffset() + (entry.getSize() + BLOCK - 1) / BLOCK * BLOCK;
    }
    requireNothingBehind(end);
  }

  private void requireNothingBehind(long end) throws ImageException, IOException {
    if (end > Files.size(file)) {
      throw new ImageException("%s is no OCI image: it ends within a part.".formatted(file));
    }
    byte[] some = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(end);
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        for (int i = 0; i < count; i++) {
          if (some[i] != 0) {
            throw new ImageException("%s holds more behind its end.".formatted(file));
          }
        }
      }
    }
  }

  Set<String> names() {
    return parts.keySet();
  }

  long size(String name) {
    return part(name).getSize();
  }

  /// SHA-256, in hex.
  String digest(String name) throws IOException {
    try (InputStream in = tar.getInputStream(part(name))) {
      return Digests.hex(in);
    }
  }

  /// @throws ImageException if it is larger than documents are
  byte[] document(String name) throws ImageException, IOException {
    if (size(name) > LARGEST_DOCUMENT) {
      throw new ImageException(
          "%s has a document of %d bytes: %s.".formatted(file, size(name), name));
    }
    try (InputStream in = tar.getInputStream(part(name))) {
      return in.readAllBytes();
    }
  }

  private TarArchiveEntry part(String name) {
    TarArchiveEntry part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException("no part " + name);
    }
    return part;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
