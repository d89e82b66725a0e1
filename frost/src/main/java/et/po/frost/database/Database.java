package et.po.frost.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Frost's PostgreSQL, in transactions.
public final class Database {
  private final DataSource source;

  public Database(DataSource source) {
    this.source = source;
  }

  /// Work in one transaction: committed when it returns, rolled back when it throws.
  public <T> T inTransaction(Work<T> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.apply(connection);
        connection.commit();
        return result;
      } catch (Throwable failure) {
        rollBack(connection, failure);
        throw failure;
      }
    }
  }

  /// As [#inTransaction(Work)], for work without a result.
  public void run(Effect effect) throws SQLException {
    inTransaction(transaction -> {
      effect.apply(transaction);
      return true;
    });
  }

  /// A query by itself, outside any transaction.
  public <T> T read(Work<T> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return work.apply(connection);
    }
  }

  private static void rollBack(Connection connection, Throwable failure) {
    try {
      connection.rollback();
    } catch (SQLException second) {
      failure.addSuppressed(second);
    }
  }

  /// What happens in a transaction.
  @FunctionalInterface
  public interface Work<T> {
    T apply(Connection connection) throws SQLException;
  }

  /// What happens in a transaction, for its effect.
  @FunctionalInterface
  public interface Effect {
    void apply(Connection connection) throws SQLException;
  }
}
