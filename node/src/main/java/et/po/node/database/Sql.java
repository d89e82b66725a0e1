package et.po.node.database;

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

  /// @param type the elements' PostgreSQL type, such as `text` or `bytea`
  public static SqlArray array(String type, Collection<? extends @Nullable Object> elements) {
    // The driver takes byte arrays in an array of just these.
    return new SqlArray(
        type, type.equals("bytea") ? elements.toArray(byte[][]::new) : elements.toArray());
  }

  /// Whether PostgreSQL takes the text as it is.
  public static boolean isStorable(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  /// Foreign text as PostgreSQL takes it: what it cannot hold, NUL and half a surrogate pair, is
  /// replaced by U+FFFD, and what is over `longest` characters is cut off.
  public static String storable(String text, int longest) {
    StringBuilder storable = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .map(c ->
            c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
        .forEach(storable::appendCodePoint);
    return storable.toString();
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

  /// Waits until no other transaction has the turn of this name, and has it until this one ends.
  public static void awaitTurn(Connection transaction, String turn) throws SQLException {
    list(transaction, _ -> turn, "select pg_advisory_xact_lock(hashtextextended(?, 0))", turn);
  }

  /// As [#awaitTurn], without waiting: false when another has it.
  static boolean tryTurn(Connection transaction, String turn) throws SQLException {
    return find(
            transaction,
            row -> row.getBoolean(1),
            "select pg_try_advisory_xact_lock(hashtextextended(?, 0))",
            turn)
        .orElse(false);
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
