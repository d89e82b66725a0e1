package et.po.cli.run;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// What the node of a local run has written down of its works' way to the chain.
///
/// @param postgresql the server, with user and password
public record NodeDatabase(URI postgresql) {
  /// By transactions that the node itself journalled, in whatever version: anybody may anchor its
  /// claims, and its batches, once more.
  private static final String TWICE =
      "with made as (select transaction_id from blockchain_writer.batch"
          + " union select transaction_id from blockchain_writer.version)"
          + " select count(*) from (select c.claim_id from view.claim c join view.file f using (claim_id)"
          + " join view.member m using (file_cid) join view.anchor a using (batch_cid)"
          + " join made using (transaction_id)%s"
          + " group by c.claim_id having count(*) > 1) as twice";

  private static final String TIP = "select coalesce(max(height), 0) from view.tip";

  /// In their order: claims before their batch, batches before their transaction, transactions
  /// before their block, and anchors whose claims are not known yet.
  private static final String OUTSTANDING =
      "select (select count(*) from batch_writer.claim where batch is null)"
          + " + (select count(*) from batch_writer.batch where closed is null)"
          + " + (select count(*) from blockchain_writer.batch where height is null)"
          + " + (select count(*) from view.anchor a where not exists"
          + " (select from view.member m where m.batch_cid = a.batch_cid))";

  /// How many claims, batches and transactions are still to come further.
  public long outstanding() throws SQLException {
    return count(OUTSTANDING, List.of());
  }

  /// The height up to which blocks were read.
  public long tip() throws SQLException {
    return count(TIP, List.of());
  }

  /// How many of all works the node anchored twice: in more than one batch or transaction of the
  /// chain.
  public long doubled() throws SQLException {
    return count(TWICE.formatted(""), List.of());
  }

  /// How many of an issuer's works do.
  public long doubledOf(String issuer) throws SQLException {
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
