package et.po.node.testing;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// A database of its own with the node's schema, behind a pool like the node's, and questions to
/// it.
public final class TestDatabase implements AutoCloseable {
  private final AgroalDataSource pool = NodeDatabase.pooled();
  private final Database database = new Database(pool);

  public DataSource source() {
    return pool;
  }

  public Database database() {
    return database;
  }

  /// The same database for another process.
  public PGSimpleDataSource plain() {
    AgroalConnectionFactoryConfiguration at =
        pool.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
    PGSimpleDataSource plain = new PGSimpleDataSource();
    plain.setUrl(at.jdbcUrl());
    plain.setUser(at.principal().getName());
    return plain;
  }

  /// The number that the query gives.
  public long count(String sql, @Nullable Object... values) {
    return column(sql, values).stream().mapToLong(Long::parseLong).findFirst().orElseThrow();
  }

  /// The first column of every row, as text; what is null is `null`.
  public List<String> column(String sql, @Nullable Object... values) {
    try {
      return database.inTransaction(transaction ->
          Sql.list(transaction, row -> String.valueOf(row.getString(1)), sql, values));
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public void execute(String sql, @Nullable Object... values) {
    try {
      database.run(transaction -> Sql.update(transaction, sql, values));
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
