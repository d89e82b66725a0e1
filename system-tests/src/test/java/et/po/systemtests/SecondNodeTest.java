package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import et.po.protocol.claim.SignedClaim;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A node that starts with an empty database on the same chain, and may ask the first for blocks,
/// shows the same works with the same anchors.
class SecondNodeTest {
  private static final int WORKS = 150;

  @Test
  void emptyNode_learnsEverythingFromTheChain() throws Exception {
    try (Checkout checkout = Checkout.open();
        LocalRun run =
            LocalRun.start(
                checkout,
                checkout.path("data"),
                Checkout.PORT_OFFSET + 200,
                "--block-interval",
                "PT0.5S",
                "--batch-interval",
                "PT1S")) {
      NodeClient first = new NodeClient(run.node());
      SignedWorks works = new SignedWorks();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < WORKS; i++) {
        SignedClaim claim = works.next("work " + i);
        assertEquals(true, first.post(claim));
        ids.add(claim.id().hex());
      }
      awaitAnchored(first);
      Map<String, String> environment = environment(run);
      Finished migrated =
          Finished.run(checkout.program("node", environment, "migrate"), Duration.ofMinutes(1));
      assertEquals(0, migrated.exitCode(), migrated.toString());
      Process process =
          checkout
              .program("node", environment)
              .redirectErrorStream(true)
              .redirectOutput(checkout.path("second.log").toFile())
              .start();
      try {
        NodeClient second =
            new NodeClient(URI.create("http://127.0.0.1:" + environment.get("NODE_PORT")));
        awaitAnchored(second);
        for (String id : ids) {
          assertSame(first.json("/works/" + id), second.json("/works/" + id));
          assertEquals(
              first.json("/works/" + id + "/receipt"), second.json("/works/" + id + "/receipt"));
        }
      } finally {
        process.destroy();
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
      }
    }
  }

  private static void awaitAnchored(NodeClient node) {
    Wait.until(
        Duration.ofMinutes(1),
        () -> node.anchored() == WORKS,
        () -> node.anchored() + " of " + WORKS + " works are anchored at " + node.base());
  }

  /// All but the depth, which grows while we look.
  private static void assertSame(JsonNode one, JsonNode other) {
    ((com.fasterxml.jackson.databind.node.ObjectNode) one.get("anchor")).remove("confirmations");
    ((com.fasterxml.jackson.databind.node.ObjectNode) other.get("anchor")).remove("confirmations");
    assertEquals(one, other);
    assertFalse(one.get("anchor").get("blockHash").asText().isEmpty());
  }

  private static Map<String, String> environment(LocalRun run) throws Exception {
    int port = run.node().getPort() + 1;
    Map<String, String> environment = new HashMap<>(run.newDatabase("NODE", "second"));
    environment.put("NODE_BITCOIN_URL", run.endpoint("bitcoin.rpc"));
    environment.put("NODE_IPFS_GATEWAYS", run.node().toString());
    environment.put("NODE_HOST", "127.0.0.1");
    environment.put("NODE_PORT", Integer.toString(port));
    environment.put("NODE_MANAGEMENT_PORT", Integer.toString(port + 1));
    environment.put("NODE_ROLES", "api,blockchain-reader,batch-reader,storage-reader,view");
    return environment;
  }
}
