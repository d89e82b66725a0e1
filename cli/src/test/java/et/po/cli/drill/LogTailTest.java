package et.po.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir private Path directory;

  @Test
  void lines_areEachToldOnceWhenTheyAreWhole() throws IOException {
    Path log = Files.writeString(directory.resolve("log"), "one\ntwö\nthr");
    LogTail tail = new LogTail(log);
    assertEquals(List.of("one", "twö"), tail.lines());
    assertEquals(List.of(), tail.lines());
    Files.writeString(log, "ee\n", StandardOpenOption.APPEND);
    assertEquals(List.of("three"), tail.lines());
  }
}
