package et.po.frost.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statements in a transaction. Values go where the question marks are; [#array] makes one value of
/// many.
public final class Sql {
  private Sql() {}

  /// A row as a value.
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// A PostgreSQL array.
  public record SqlArray(String type, Object[] elements) {}

  /// @param type the elements' PostgreSQL type, such as `text`
  public static SqlArray array(String type, Collection<? extends @Nullable Object> elements) {
    return new SqlArray(type, elements.toArray());
  }

  /// How many rows were written.
  public static int update(Connection transaction, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(transaction, sql, values)) {
      return statement.executeUpdate();
    }
  }

  public static <T> List<T> list(
      Connection transaction, Row<T> reader, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(transaction, sql, values);
        ResultSet row = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    }
  }

  /// The first row.
  public static <T> Optional<T> find(
      Connection transaction, Row<T> reader, String sql, @Nullable Object... values)
      throws SQLException {
    return list(transaction, reader, sql, values).stream().findFirst();
  }

  private static PreparedStatement prepare(
      Connection transaction, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = transaction.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        if (values[i] instanceof SqlArray array) {
          statement.setArray(i + 1, transaction.createArrayOf(array.type(), array.elements()));
        } else {
          statement.setObject(i + 1, values[i]);
        }
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }
}
