package et.po.frost.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/// The version of the database's schema.
public final class SchemaVersion {
  private static final String HISTORY = "frost_schema_history";

  private final Flyway flyway;

  public SchemaVersion(DataSource source) {
    this.flyway =
        Flyway.configure(SchemaVersion.class.getClassLoader())
            .dataSource(source)
            .table(HISTORY)
            // Else it would be the user's own schema, which the first migration makes: see
            // PostgreSQL's search_path.
            .defaultSchema("public")
            .locations("classpath:db/frost")
            // Of a migration that a newer version has brought, an older one knows nothing.
            .ignoreMigrationPatterns("*:future")
            .load();
  }

  /// Brings the schema up to date.
  public void migrate() {
    flyway.migrate();
  }

  /// Whether the schema has all that this version of Frost needs; it may have more.
  public boolean isCurrent() {
    MigrationInfo[] pending = flyway.info().pending();
    return pending.length == 0;
  }
}
