package et.po.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// What a program was built from, as its build wrote it down in the program.
///
/// @param revision the commit, with `-changed` where files differed from it; `unknown` where the
///   build was in no repository
/// @param committed when that was made, which is also the image's time: the same commit makes the
///   same image; 1970 for one that is unknown
public record BuiltFrom(String revision, Instant committed) {
  private static final String UNKNOWN = "unknown";
  private static final String FILE = "built-from.properties";

  static BuiltFrom read(Path directory) throws ImageException, IOException {
    Properties properties = new Properties();
    try (Stream<Path> jars = Files.list(directory.resolve("app"))) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        load(jar, properties);
      }
    }
    if (properties.getProperty("revision") == null) {
      throw new ImageException(
          "The program in %s does not say what it was built from: it has no %s."
              .formatted(directory, FILE));
    }
    String revision = properties.getProperty("revision", "");
    return revision.isEmpty()
        ? new BuiltFrom(UNKNOWN, Instant.EPOCH)
        : new BuiltFrom(revision, time(properties.getProperty("committed", "")));
  }

  private static void load(Path jar, Properties properties) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(FILE);
      if (entry != null) {
        try (InputStream in = zip.getInputStream(entry)) {
          properties.load(in);
        }
      }
    }
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
