package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A node that started with an empty database on a run's chain, and may ask the run for blocks.
final class SecondNode implements AutoCloseable {
  private final Checkout checkout;
  private final Map<String, String> environment;
  private Process process;

  private SecondNode(Checkout checkout, Map<String, String> environment) throws IOException {
    this.checkout = checkout;
    this.environment = environment;
    this.process = launch(checkout, environment);
  }

  static SecondNode start(Checkout checkout, LocalRun run) throws Exception {
    Map<String, String> environment = environment(run);
    Finished migrated =
        Finished.run(checkout.program("node", environment, "migrate"), Duration.ofMinutes(2));
    assertEquals(0, migrated.exitCode(), migrated.toString());
    return new SecondNode(checkout, environment);
  }

  private static Process launch(Checkout checkout, Map<String, String> environment)
      throws IOException {
    return checkout
        .program("node", environment)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(checkout.path("second.log").toFile()))
        .start();
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

  /// Its API.
  NodeClient client() {
    return new NodeClient(URI.create("http://127.0.0.1:" + environment.get("NODE_PORT")));
  }

  /// Its database.
  Connection database() throws SQLException {
    return DriverManager.getConnection(
        environment.get("NODE_DATABASE_URL"),
        environment.get("NODE_DATABASE_USER"),
        environment.get("NODE_DATABASE_PASSWORD"));
  }

  /// As by `kill -9`, and started again once whoever is looked at has ended.
  void restart(Look between) throws Exception {
    process.destroyForcibly().onExit().join();
    between.look();
    process = launch(checkout, environment);
  }

  /// At a node that does not run.
  @FunctionalInterface
  interface Look {
    void look() throws Exception;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }
}
