package et.po.frost;

import et.po.frost.database.SchemaVersion;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/// Brings the database up to date. Reads the environment itself, so that it is done before anything
/// of the server has started.
final class Migration {
  static final String DEFAULT_URL = "jdbc:postgresql://localhost:5432/frost";
  static final String DEFAULT_USER = "frost";

  private Migration() {}

  /// The exit code: 0, or 3 after a sentence on standard error.
  static int run(Map<String, String> environment) {
    try {
      new SchemaVersion(source(environment)).migrate();
      return 0;
    } catch (FlywayException | IllegalArgumentException e) {
      System.err.println(
          "Frost's database could not be brought up to date: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      return FrostServer.COULD_NOT;
    }
  }

  /// The database that the environment names.
  static PGSimpleDataSource source(Map<String, String> environment) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(environment.getOrDefault("FROST_DATABASE_URL", DEFAULT_URL));
    source.setUser(environment.getOrDefault("FROST_DATABASE_USER", DEFAULT_USER));
    source.setPassword(environment.getOrDefault("FROST_DATABASE_PASSWORD", ""));
    return source;
  }
}
