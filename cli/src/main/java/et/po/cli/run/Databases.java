package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.postgresql.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Gives each program a database of its own on the one server, with a user that sees no other.
public final class Databases {
  private final String url;
  private final String password;

  /// @param url of the database `postgres`
  /// @param password the superuser's
  public Databases(String url, String password) {
    this.url = url;
    this.password = password;
  }

  /// May be called again: what is there stays, with this password.
  public void provide(String name, String ownPassword) {
    try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, password);
        Statement statement = connection.createStatement()) {
      boolean known = isThere(connection, "select 1 from pg_roles where rolname = ?", name);
      // Names are ours and passwords are hexadecimal, so that nothing needs quoting.
      statement.execute(
          (known ? "alter" : "create") + " role " + name + " login password '" + ownPassword + "'");
      if (!isThere(connection, "select 1 from pg_database where datname = ?", name)) {
        statement.execute("create database " + name + " owner " + name);
      }
      statement.execute("revoke all on database " + name + " from public");
    } catch (SQLException e) {
      throw CommandException.unable(
          "PostgreSQL refuses to make the database " + name + ": " + e.getMessage(), e);
    }
  }

  private static boolean isThere(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
