package et.po.cli.drill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// What is added to a log.
final class LogTail {
  private final Path log;
  private long told;

  /// @param log that is there
  LogTail(Path log) {
    this.log = log;
  }

  /// The lines that were ended since it was last asked.
  List<String> lines() throws IOException {
    try (FileChannel channel = FileChannel.open(log)) {
      ByteBuffer added = ByteBuffer.allocate(Math.toIntExact(channel.size() - told));
      while (added.hasRemaining() && channel.read(added, told + added.position()) >= 0) {
        // Until all of it is read.
      }
      int whole = added.position();
      while (whole > 0 && added.get(whole - 1) != '\n') {
        whole--;
      }
      told += whole;
      return new String(added.array(), 0, whole, StandardCharsets.UTF_8).lines().toList();
    }
  }
}
