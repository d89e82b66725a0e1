package et.po.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarFile;

/// An archive of an image, taken apart to be put together again otherwise.
final class Forged {
  private final Path file;
  private final List<Part> parts = new ArrayList<>();

  /// What comes behind the tar's end.
  private byte[] tail = {};

  /// @param entry with its name and kind
  private record Part(TarArchiveEntry entry, byte[] bytes) {}

  private Forged(Path file) throws IOException {
    this.file = file;
    try (TarFile tar = new TarFile(file)) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        parts.add(new Part(entry, tar.getInputStream(entry).readAllBytes()));
      }
    }
  }

  /// Of an image that is as it should be.
  static Forged in(Path directory) throws Exception {
    return of(image(directory, ImageFormat.OCI));
  }

  static Forged of(Path file) throws IOException {
    return new Forged(file);
  }

  /// A small image with one file in it.
  static Path image(Path directory, ImageFormat format) throws Exception {
    Path content = Files.writeString(directory.resolve("content"), "a program");
    Path file = directory.resolve("image.tar");
    Jib.fromScratch()
        .setFormat(format)
        .addLayer(List.of(content), AbsoluteUnixPath.get("/app"))
        .containerize(
            Containerizer.to(TarImage.at(file).named("poet/test:1"))
                .setApplicationLayersCache(directory.resolve("layers"))
                .setBaseImageLayersCache(directory.resolve("base")));
    return file;
  }

  Forged add(String name, byte... bytes) {
    return add(new TarArchiveEntry(name), bytes);
  }

  Forged add(TarArchiveEntry entry, byte... bytes) {
    entry.setSize(bytes.length);
    parts.add(new Part(entry, bytes));
    return this;
  }

  /// Once more what is there already.
  Forged repeat(String name) {
    return add(name, part(name).bytes());
  }

  Forged replace(String name, String from, String to) {
    Part part = part(name);
    String text = new String(part.bytes(), StandardCharsets.UTF_8);
    if (!text.contains(from)) {
      throw new AssertionError(text);
    }
    parts.remove(part);
    return add(name, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  Forged remove(String name) {
    parts.remove(part(name));
    return this;
  }

  Forged end(String text) {
    tail = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  private Part part(String name) {
    return parts.stream()
        .filter(part -> part.entry().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// The file, now as it was made.
  Path write() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Part part : parts) {
        tar.putArchiveEntry(part.entry());
        tar.write(part.bytes());
        tar.closeArchiveEntry();
      }
    }
    bytes.write(tail);
    return Files.write(file, bytes.toByteArray());
  }
}
