package et.po.node.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// The node's PostgreSQL, in transactions. Each role has a schema of its own there.
public final class Database {
  private static final Logger LOG = Logger.getLogger(Database.class);

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

  /// Work that one process at a time may do, in as many transactions as it likes; empty when
  /// another is at it.
  ///
  /// A process that dies loses the turn with its connection.
  ///
  /// @param turn what it is called, the same in all processes on this database
  public <T> Optional<T> alone(String turn, Alone<T> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Optional<T> result =
            Sql.tryTurn(connection, turn) ? Optional.of(work.run()) : Optional.empty();
        rollBack(connection);
        return result;
      } catch (Throwable failure) {
        rollBack(connection, failure);
        throw failure;
      }
    }
  }

  /// What was done is done: a connection that is gone has given the turn back, too.
  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.debugf("A turn ended with its connection: %s", e.getMessage());
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

  /// What one process does while no other does.
  @FunctionalInterface
  public interface Alone<T> {
    T run() throws SQLException;
  }

  /// What happens in a transaction, for its effect.
  @FunctionalInterface
  public interface Effect {
    void apply(Connection connection) throws SQLException;
  }
}
