package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.database.Database;
import et.po.frost.database.SchemaVersion;
import et.po.frost.database.Sql;
import et.po.postgresql.PostgresServer;
import et.po.testkit.TestPostgres;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

final class SchemaTest {
  @Test
  void emptyDatabase_isNotCurrent_untilItIsMigrated() {
    DataSource source = TestPostgres.start().freshDatabase();
    SchemaVersion version = new SchemaVersion(source);

    assertFalse(version.isCurrent());
    version.migrate();
    assertTrue(version.isCurrent());
    version.migrate();
  }

  @Test
  void databaseOfANewerVersion_isCurrentToo() throws Exception {
    DataSource source = TestPostgres.start().freshDatabase();
    new SchemaVersion(source).migrate();
    new Database(source)
        .run(transaction ->
            Sql.update(
                transaction,
                "insert into frost_schema_history values"
                    + " (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', now(), 1, true)"));

    assertTrue(new SchemaVersion(source).isCurrent());
    new SchemaVersion(source).migrate();
  }

  @Test
  void migrate_endsWithZero_orWithASentence() {
    String url = TestPostgres.start().freshDatabaseUrl();

    assertEquals(
        0,
        Migration.run(
            Map.of(
                "FROST_DATABASE_URL", url,
                "FROST_DATABASE_USER", PostgresServer.USER,
                "FROST_DATABASE_PASSWORD", TestPostgres.PASSWORD)));
    assertEquals(3, Migration.run(Map.of("FROST_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/x")));
    assertEquals(3, Migration.run(Map.of("FROST_DATABASE_URL", "nonsense")));
  }
}
