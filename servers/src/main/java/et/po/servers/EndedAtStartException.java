package et.po.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A server that ended before it answered; the message has what it said last.
final class EndedAtStartException extends ServerException {
  private static final int LINES = 3;

  EndedAtStartException(String name, Path log) {
    super("%s ended at its start; see %s, at last: %s".formatted(name, log, lastLines(log)));
  }

  private static String lastLines(Path log) {
    try {
      List<String> lines =
          Files.readString(log, StandardCharsets.ISO_8859_1)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      return String.join(" / ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException e) {
      return "nothing";
    }
  }
}
