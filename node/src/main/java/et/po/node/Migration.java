package et.po.node;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/// The node's database schema: brought up to date by a command of its own, never by a start.
final class Migration {
  /// The migration that this program needs at least; later ones only add.
  static final int NEEDED = 20;

  private Migration() {}

  /// The command `migrate`: 0 when the schema is up to date, 3 with a sentence when it cannot be.
  static int run(Map<String, String> environment) {
    try {
      MigrateResult result =
          Flyway.configure(Migration.class.getClassLoader())
              .dataSource(
                  environment.getOrDefault("NODE_DATABASE_URL", NodeSettings.DATABASE_URL),
                  environment.getOrDefault("NODE_DATABASE_USER", NodeSettings.DATABASE_USER),
                  environment.getOrDefault("NODE_DATABASE_PASSWORD", ""))
              .defaultSchema("public")
              .load()
              .migrate();
      System.out.printf(
          "The node's database is at version %s (%d migrations applied now).%n",
          result.targetSchemaVersion == null
              ? result.initialSchemaVersion
              : result.targetSchemaVersion,
          result.migrationsExecuted);
      return 0;
    } catch (FlywayException e) {
      System.err.println(
          "The node's database cannot be migrated: " + String.valueOf(e.getMessage()).strip());
      return 3;
    }
  }

  /// Whether the schema has all that this program needs.
  static boolean isDone(Database database) throws SQLException {
    return database.inTransaction(transaction -> {
      boolean anything =
          Sql.find(
                  transaction,
                  row -> row.getBoolean(1),
                  "select to_regclass('public.flyway_schema_history') is not null")
              .orElse(false);
      return anything
          && Sql.find(
                  transaction,
                  row -> row.getInt(1),
                  "select coalesce(max(version::int), 0) from public.flyway_schema_history"
                      + " where success and version is not null")
              .filter(version -> version >= NEEDED)
              .isPresent();
    });
  }
}
