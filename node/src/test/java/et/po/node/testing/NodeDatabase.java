package et.po.node.testing;

import et.po.testkit.TestPostgres;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// Databases with the node's schema: migrated once for the JVM, then copied.
public final class NodeDatabase {
  private static final String EMPTYING =
      "do $$ declare t record; begin for t in select schemaname, tablename from pg_tables"
          + " where schemaname not in ('pg_catalog', 'information_schema', 'public')"
          + " order by tablename = 'batch' loop"
          + " execute format('delete from %I.%I', t.schemaname, t.tablename); end loop; end $$";

  private static @Nullable PGSimpleDataSource template;

  private NodeDatabase() {}

  /// A database of its own for whoever asks.
  public static DataSource fresh() {
    return copy();
  }

  private static synchronized PGSimpleDataSource copy() {
    PGSimpleDataSource migrated = template;
    if (migrated == null) {
      migrated = (PGSimpleDataSource) TestPostgres.start().freshDatabase();
      Flyway.configure().dataSource(migrated).load().migrate();
      template = migrated;
    }
    return (PGSimpleDataSource) TestPostgres.start().copyOf(migrated);
  }

  /// As [#fresh()], with connections that are kept for the next transaction, as a node has them. To
  /// be closed.
  public static AgroalDataSource pooled() {
    PGSimpleDataSource copy = copy();
    var configuration =
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(pool ->
                pool.maxSize(16)
                    .acquisitionTimeout(Duration.ofSeconds(10))
                    .exceptionSorter(new PostgreSQLExceptionSorter())
                    .connectionFactoryConfiguration(factory ->
                        factory
                            .jdbcUrl(copy.getURL())
                            .principal(new NamePrincipal(copy.getUser()))
                            .credential(new SimplePassword(TestPostgres.PASSWORD))));
    try {
      return AgroalDataSource.from(configuration);
    } catch (SQLException e) {
      throw new IllegalStateException("no pool of connections", e);
    }
  }

  /// The database as it was when it was fresh, for the next row of a table of tests.
  public static void empty(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(EMPTYING);
    }
  }
}
