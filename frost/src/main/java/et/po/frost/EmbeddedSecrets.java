package et.po.frost;

import et.po.frost.database.Database;
import et.po.frost.database.Sql;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/// Secrets that the embedded profile draws for itself and keeps in its database.
record EmbeddedSecrets(Database database, SecureRandom random) {
  private static final int LENGTH = 32;

  /// The secret; drawn now if there is none.
  String present(String name) throws SQLException {
    byte[] drawn = new byte[LENGTH];
    random.nextBytes(drawn);
    return database.inTransaction(transaction -> {
      // Of two that start at once on one database, both take what the first has drawn.
      Sql.update(
          transaction,
          "insert into frost.embedded_secret (name, value) values (?, ?)"
              + " on conflict (name) do nothing",
          name,
          HexFormat.of().formatHex(drawn));
      return find(transaction, name).orElseThrow();
    });
  }

  /// The secret, if one was drawn once.
  Optional<String> find(String name) throws SQLException {
    return database.read(connection -> find(connection, name));
  }

  private static Optional<String> find(Connection connection, String name) throws SQLException {
    return Sql.find(
        connection,
        row -> row.getString(1),
        "select value from frost.embedded_secret where name = ?",
        name);
  }
}
