package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every command of the README, in order, as it stands there; only the ports are others, so that a
/// run that is going on is not disturbed.
class ReadmeWalkTest {
  @Test
  void walk_leadsFromAWorkToAProof() throws IOException {
    Walk page = Walk.of("README.md");
    assertEquals("./poet run\n", page.start());
    List<String> blocks = new ArrayList<>(page.blocks());
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
        Finished walk = new Walk(page.start(), blocks).go(checkout);
        assertEquals(
            quick ? 0 : 2,
            (walk.output() + walk.errors()).split("Success! Bitcoin block", -1).length - 1,
            walk.toString());
        assertTrue(walk.output().contains("anchored"), walk.toString());
      }
    }
  }
}
