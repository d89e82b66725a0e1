package et.po.cli.drill;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/// What the node's database says of works that exist twice where they may once.
///
/// @param postgresql the server, with user and password
record Ledger(URI postgresql) {
  /// How many claims are in two batches, batches in two transactions of the chain, or accepted and
  /// in no queue; and messages that nobody could deal with.
  long doubled() throws SQLException {
    String[] login = postgresql.getUserInfo().split(":", 2);
    String url = "jdbc:postgresql://" + postgresql.getHost() + ":" + postgresql.getPort() + "/node";
    try (Connection connection = DriverManager.getConnection(url, login[0], login[1])) {
      return number(
              connection,
              "select count(*) from (select file_cid from view.member group by file_cid"
                  + " having count(*) > 1) as doubled")
          + number(
              connection,
              "select count(*) from (select batch_cid from view.anchor group by batch_cid"
                  + " having count(*) > 1) as doubled");
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
