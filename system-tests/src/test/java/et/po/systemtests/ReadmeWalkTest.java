package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every command of the README, in order, as it stands there; only the ports are others, so that a
/// run that is going on is not disturbed.
class ReadmeWalkTest {
  private static final Pattern BLOCK =
      Pattern.compile("```bash *(\\w*)\\n(.*?)```", Pattern.DOTALL);

  @Test
  void walk_leadsFromAWorkToAProof() throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Checkout.ROOT.resolve("README.md")));
    while (block.find()) {
      if (block.group(1).isEmpty()) {
        blocks.add(block.group(2));
      } else {
        assertEquals("./poet run\n", block.group(2));
      }
    }
    boolean quick = System.getProperty("groups.excluded", "").contains("real");
    if (quick) {
      // The stock client is fetched from a registry.
      blocks.removeIf(text -> text.contains("pip install"));
    }
    try (Checkout checkout = Checkout.open()) {
      Path data = checkout.path("share").resolve("poet");
      Files.createDirectories(data.getParent());
      try (LocalRun run = LocalRun.start(checkout, data, Checkout.PORT_OFFSET)) {
        assertTrue(run.launcher().isAlive());
        String script =
            ("set -euxo pipefail\n" + String.join("\n", blocks))
                .replace(":3000", ":" + (3000 + Checkout.PORT_OFFSET));
        Finished walk =
            Finished.run(checkout.command(List.of("bash", "-c", script)), Duration.ofMinutes(5));
        assertEquals(0, walk.exitCode(), walk.toString());
        assertEquals(
            quick ? 0 : 2,
            (walk.output() + walk.errors()).split("Success! Bitcoin block", -1).length - 1,
            walk.toString());
        assertTrue(walk.output().contains("anchored"), walk.toString());
      }
    }
  }
}
