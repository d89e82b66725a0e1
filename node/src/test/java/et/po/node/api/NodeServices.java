package et.po.node.api;

import et.po.postgresql.PostgresServer;
import et.po.regtest.RegtestServer;
import et.po.testkit.TestPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// What a node under test stands on: a migrated database and a chain with a block every 200 ms.
public final class NodeServices implements QuarkusTestResourceLifecycleManager {
  private @Nullable RegtestServer chain;

  @Override
  public Map<String, String> start() {
    String url = TestPostgres.start().freshDatabaseUrl();
    Flyway.configure().dataSource(url, PostgresServer.USER, TestPostgres.PASSWORD).load().migrate();
    RegtestServer started;
    try {
      Path directory = Files.createTempDirectory("poet-test-chain");
      started =
          RegtestServer.start(
              new RegtestServer.Settings(directory, 0, "poet", "secret", Duration.ofMillis(200)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    chain = started;
    return Map.of(
        "node.database.url",
        url,
        "node.database.user",
        PostgresServer.USER,
        "node.database.password",
        TestPostgres.PASSWORD,
        "node.bitcoin.url",
        "http://poet:secret@127.0.0.1:" + started.port(),
        "node.batch-writer.interval",
        "PT0.2S",
        "node.blockchain-reader.interval",
        "PT0.1S",
        "quarkus.http.test-port",
        "0",
        "quarkus.management.test-port",
        "0");
  }

  @Override
  public void stop() {
    if (chain != null) {
      chain.close();
    }
  }
}
