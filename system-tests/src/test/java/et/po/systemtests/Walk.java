package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  /// All of them in one shell, which stops at the first that fails; only the ports are others.
  Finished go(Checkout checkout, LocalRun run) throws IOException {
    String script =
        ("set -euxo pipefail\n" + String.join("\n", blocks))
            .replace(":3000", ":" + run.frost().getPort());
    Finished walk =
        Finished.run(checkout.command(List.of("bash", "-c", script)), Duration.ofMinutes(10));
    assertEquals(0, walk.exitCode(), walk.toString());
    return walk;
  }
}
