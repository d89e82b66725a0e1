package et.po.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.database.Database;
import et.po.postgresql.PostgresServer;
import et.po.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class MigrationTest {
  @Test
  void needed_isTheNewestMigration() throws IOException {
    Path migrations =
        Path.of(System.getProperty("project.root"), "node/src/main/resources/db/migration");
    try (Stream<Path> files = Files.list(migrations)) {
      int newest =
          files
              .map(file -> file.getFileName().toString().replaceAll("V(\\d+)__.*", "$1"))
              .mapToInt(Integer::parseInt)
              .max()
              .orElseThrow();
      assertEquals(newest, Migration.NEEDED);
    }
  }

  @Test
  void emptyDatabase_isNotDone_andMigratedTwiceIs() throws Exception {
    String url = TestPostgres.start().freshDatabaseUrl();
    Database database = new Database(source(url));
    assertFalse(Migration.isDone(database));
    Map<String, String> environment =
        Map.of(
            "NODE_DATABASE_URL", url,
            "NODE_DATABASE_USER", PostgresServer.USER,
            "NODE_DATABASE_PASSWORD", TestPostgres.PASSWORD);
    assertEquals(0, Migration.run(environment));
    assertTrue(Migration.isDone(database));
    assertEquals(0, Migration.run(environment));
  }

  @Test
  void databaseThatIsAway_isExitCode3() {
    assertEquals(
        3, Migration.run(Map.of("NODE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/node")));
  }

  private static PGSimpleDataSource source(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(PostgresServer.USER);
    source.setPassword(TestPostgres.PASSWORD);
    return source;
  }
}
