package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The commands of a page, in order, as they stand there.
///
/// @param start how the page starts a run
/// @param blocks what it does then
record Walk(String start, List<String> blocks) {
  private static final Pattern BLOCK =
      Pattern.compile("```bash *(\\w*)\\n(.*?)```", Pattern.DOTALL);

  Walk {
    blocks = List.copyOf(blocks);
  }

  static Walk of(String page) throws IOException {
    String start = "";
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Checkout.ROOT.resolve(page)));
    while (block.find()) {
      if (block.group(1).isEmpty()) {
        blocks.add(block.group(2));
      } else {
        start = block.group(2);
      }
    }
    return new Walk(start, blocks);
  }

  /// All of them, only the ports are others.
  Finished go(Checkout checkout, LocalRun run) throws IOException {
    return go(
        checkout,
        Map.of(),
        script -> script.replace(":3000", ":" + run.frost().getPort()),
        Duration.ofMinutes(10));
  }

  /// All of them in one shell, which stops at the first that fails; what they started in the
  /// background ends with it.
  ///
  /// @param environment what the shell sees besides
  /// @param change to the script, of what is otherwise here
  Finished go(
      Checkout checkout,
      Map<String, String> environment,
      UnaryOperator<String> change,
      Duration atMost)
      throws IOException {
    String script =
        "set -euxo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n"
            + change.apply(String.join("\n", blocks));
    ProcessBuilder builder = checkout.command(List.of("bash", "-c", script));
    builder.environment().putAll(environment);
    Finished walk = Finished.run(builder, atMost);
    assertEquals(0, walk.exitCode(), walk.toString());
    return walk;
  }
}
