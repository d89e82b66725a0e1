package et.po.frost;

import et.po.frost.database.SchemaVersion;
import et.po.postgresql.PostgresServer;
import et.po.testkit.TestPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/// What the whole program needs to start: a database that is up to date.
public final class FrostResource implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(TestPostgres.start().freshDatabaseUrl());
    source.setUser(PostgresServer.USER);
    source.setPassword(TestPostgres.PASSWORD);
    new SchemaVersion(source).migrate();
    return Map.of(
        "FROST_PROFILE", "embedded",
        "FROST_DATABASE_URL", source.getURL(),
        "FROST_DATABASE_USER", PostgresServer.USER,
        "FROST_DATABASE_PASSWORD", TestPostgres.PASSWORD,
        "FROST_LOG_FORMAT", "text",
        "quarkus.http.test-port", "0",
        "quarkus.management.test-port", "0");
  }

  @Override
  public void stop() {
    // The server ends with the JVM.
  }
}
