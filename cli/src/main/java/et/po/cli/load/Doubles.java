package et.po.cli.load;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// What the database of a local run says of works that exist twice.
///
/// @param postgresql the server, with user and password
record Doubles(URI postgresql) {
  private static final String TWICE =
      "select count(*) from (select c.claim_id from view.claim c join view.file f using (claim_id)"
          + " join view.member m using (file_cid) join view.anchor a using (batch_cid)"
          + " where c.issuer = ? group by c.claim_id having count(*) > 1) as twice";

  /// How many works of an issuer are in more than one batch or transaction of the chain.
  long of(String issuer) throws SQLException {
    String[] login = postgresql.getUserInfo().split(":", 2);
    String url = "jdbc:postgresql://" + postgresql.getHost() + ":" + postgresql.getPort() + "/node";
    try (Connection connection = DriverManager.getConnection(url, login[0], login[1]);
        PreparedStatement statement = connection.prepareStatement(TWICE)) {
      statement.setString(1, issuer);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
