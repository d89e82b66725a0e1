package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A node that started with an empty database on a run's chain, and may ask the run for blocks.
///
/// @param client its API
record SecondNode(Process process, NodeClient client) implements AutoCloseable {
  static SecondNode start(Checkout checkout, LocalRun run) throws Exception {
    Map<String, String> environment = environment(run);
    Finished migrated =
        Finished.run(checkout.program("node", environment, "migrate"), Duration.ofMinutes(2));
    assertEquals(0, migrated.exitCode(), migrated.toString());
    Process process =
        checkout
            .program("node", environment)
            .redirectErrorStream(true)
            .redirectOutput(checkout.path("second.log").toFile())
            .start();
    URI address = URI.create("http://127.0.0.1:" + environment.get("NODE_PORT"));
    return new SecondNode(process, new NodeClient(address));
  }

  private static Map<String, String> environment(LocalRun run) throws Exception {
    // Behind those of the run's own.
    int port = run.node().getPort() + 10;
    Map<String, String> environment = new HashMap<>(run.newDatabase("NODE", "second"));
    environment.put("NODE_BITCOIN_URL", run.endpoint("bitcoin.rpc"));
    environment.put("NODE_IPFS_GATEWAYS", run.node().toString());
    environment.put("NODE_HOST", "127.0.0.1");
    environment.put("NODE_PORT", Integer.toString(port));
    environment.put("NODE_MANAGEMENT_PORT", Integer.toString(port + 1));
    environment.put("NODE_ROLES", "api,blockchain-reader,batch-reader,storage-reader,view");
    return environment;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }
}
