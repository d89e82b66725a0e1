package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.protocol.claim.SignedClaim;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// What the node's database says of works.
///
/// @param postgresql the run's server, with user and password
record Ledger(URI postgresql) {
  static Ledger of(LocalRun run) {
    return new Ledger(URI.create(run.endpoint("postgresql")));
  }

  /// No claim is in two batches of the chain, and no batch in two transactions of it.
  void assertNothingIsTwice() throws SQLException {
    assertEquals(
        0,
        number(
            "select count(*) from (select file_cid from view.member group by file_cid"
                + " having count(*) > 1) as doubled"),
        "claims in two batches");
    assertEquals(
        0,
        number(
            "select count(*) from (select batch_cid from view.anchor group by batch_cid"
                + " having count(*) > 1) as doubled"),
        "batches anchored twice");
    assertEquals(0, number("select count(*) from messaging.dead_letter"), "dead letters");
  }

  /// It was accepted once, is in one batch, and that is in one transaction of the chain.
  void assertOnce(SignedClaim claim) throws SQLException {
    String id = claim.id().hex();
    assertEquals(1, number("select count(*) from api.claim where encode(id, 'hex') = ?", id));
    String batches =
        " from view.member where file_cid ="
            + " (select file_cid from batch_writer.claim where claim_id = ?)";
    assertEquals(1, number("select count(*)" + batches, id), "batches");
    assertEquals(
        1,
        number(
            "select count(*) from view.anchor where batch_cid in (select batch_cid" + batches + ")",
            id),
        "anchors");
  }

  private long number(String sql, String... arguments) throws SQLException {
    String[] login = postgresql.getUserInfo().split(":", 2);
    String url = "jdbc:postgresql://" + postgresql.getHost() + ":" + postgresql.getPort() + "/node";
    try (Connection connection = DriverManager.getConnection(url, login[0], login[1]);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
