package et.po.cli;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// What the database of a local run says of works that exist twice: that are in more than one batch
/// or transaction of the chain.
///
/// @param postgresql the server, with user and password
public record Doubles(URI postgresql) {
  private static final String TWICE =
      "select count(*) from (select c.claim_id from view.claim c join view.file f using (claim_id)"
          + " join view.member m using (file_cid) join view.anchor a using (batch_cid)%s"
          + " group by c.claim_id having count(*) > 1) as twice";

  /// How many of all works.
  public long all() throws SQLException {
    return count(TWICE.formatted(""), List.of());
  }

  /// How many of an issuer's.
  public long of(String issuer) throws SQLException {
    return count(TWICE.formatted(" where c.issuer = ?"), List.of(issuer));
  }

  private long count(String sql, List<String> arguments) throws SQLException {
    String[] login = postgresql.getUserInfo().split(":", 2);
    String url = "jdbc:postgresql://" + postgresql.getHost() + ":" + postgresql.getPort() + "/node";
    try (Connection connection = DriverManager.getConnection(url, login[0], login[1]);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.size(); i++) {
        statement.setString(i + 1, arguments.get(i));
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
