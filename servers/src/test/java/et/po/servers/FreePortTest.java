package et.po.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortTest {
  /// Together nearly all that there are, so that two programs that do not know of each other would
  /// be given hundreds of the same.
  private static final int EACH = 1_000;

  /// Is given ports, says which, and goes on until it is ended.
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(
          find().stream().map(port -> Integer.toString(port)).collect(Collectors.joining(" ")));
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  private static List<Integer> find() {
    return Stream.generate(FreePort::find).limit(EACH).toList();
  }

  @Test
  void noPortIsGivenTwice_toTwoProgramsThatRun() throws IOException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      Set<Integer> given = new HashSet<>(find());
      assertEquals(EACH, given.size());
      String line = String.valueOf(other.inputReader().readLine());
      for (String port : line.split(" ")) {
        assertTrue(given.add(Integer.valueOf(port)), () -> port + " was given to both");
      }
      assertEquals(2 * EACH, given.size(), line);
    } finally {
      other.destroyForcibly().onExit().join();
    }
  }
}
