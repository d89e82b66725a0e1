package et.po.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// An image's layers, what changes least first:
///
/// | Layer | Path | What |
/// |---|---|---|
/// | `system` | `/lib`, `/lib64`, `/etc`, `/tmp` | the C library, a user without rights, where names are looked up |
/// | `java` | `/opt/java` | the Java runtime |
/// | `libraries` | `/app/lib` | what others wrote |
/// | `program` | `/app` | what we wrote, the start and its options |
/// | `cache` | `/app/app.aot` | what makes the start faster |
///
/// All belong to root and can be written by nobody else.
final class Layers {
  private Layers() {}

  static FileEntriesLayer system(List<Path> libraries, Path etc)
      throws ImageException, IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("system");
    for (Path library : libraries) {
      add(layer, library.toRealPath(), library.toString());
    }
    for (Path file : StagedFiles.files(etc)) {
      add(layer, file, "/etc/" + etc.relativize(file));
    }
    // Where nothing is mounted there, it is a directory like any other system's.
    layer.addEntry(etc, AbsoluteUnixPath.get("/tmp"), permissions("777"), time());
    return layer.build();
  }

  /// Of a directory's files those that are wanted, below a path of the image.
  static FileEntriesLayer of(String name, Path directory, String to, Predicate<Path> wanted)
      throws ImageException, IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
    for (Path file : StagedFiles.files(directory)) {
      if (wanted.test(directory.relativize(file))) {
        add(layer, file, to + "/" + directory.relativize(file));
      }
    }
    return layer.build();
  }

  /// Whether a file of a program's directory was written by others.
  static boolean isLibrary(Path file) {
    return file.startsWith("lib") && !file.getFileName().toString().startsWith("et.po.");
  }

  private static void add(FileEntriesLayer.Builder layer, Path file, String to) {
    layer.addEntry(
        file,
        AbsoluteUnixPath.get(to),
        permissions(Files.isExecutable(file) ? "755" : "644"),
        time());
  }

  private static FilePermissions permissions(String octal) {
    return FilePermissions.fromOctalString(octal);
  }

  private static Instant time() {
    return StagedFiles.TIME.toInstant();
  }
}
