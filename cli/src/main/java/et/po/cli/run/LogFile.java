package et.po.cli.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// What a program says, in a file that is appended to and set aside when it has grown large.
record LogFile(Path path) {
  private static final long LARGE = 10L * 1024 * 1024;
  private static final int KEPT = 3;
  private static final int TAIL = 8 * 1024;

  /// Sets a large file aside as `.1`, the one before as `.2` and so on; the oldest goes.
  void rotate() throws IOException {
    if (!Files.exists(path) || Files.size(path) < LARGE) {
      return;
    }
    for (int older = KEPT - 1; older >= 1; older--) {
      if (Files.exists(aside(older))) {
        Files.move(aside(older), aside(older + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(path, aside(1), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path aside(int age) {
    return path.resolveSibling(path.getFileName() + "." + age);
  }

  /// The last thing it said, which for a program that would not start is why.
  String lastLine() throws IOException {
    if (!Files.exists(path)) {
      return "it said nothing";
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      byte[] tail = new byte[(int) Math.min(TAIL, file.length())];
      file.seek(file.length() - tail.length);
      file.readFully(tail);
      List<String> lines =
          new String(tail, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
      return lines.isEmpty() ? "it said nothing" : lines.getLast().strip();
    }
  }
}
