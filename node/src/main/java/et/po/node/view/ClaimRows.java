package et.po.node.view;

import et.po.node.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Writes claims and what they are about.
final class ClaimRows {
  private ClaimRows() {}

  /// Which of these are there already.
  static Set<String> known(Connection transaction, List<String> claimIds) throws SQLException {
    return Set.copyOf(
        Sql.list(
            transaction,
            row -> row.getString(1),
            "select claim_id from view.claim where claim_id = any(?)",
            Sql.array("text", claimIds)));
  }

  /// Claims that are there already stay as they are.
  static void add(Connection transaction, List<ClaimRow> all) throws SQLException {
    List<ClaimRow> claims = all.stream().filter(ClaimRow::isIndexable).toList();
    if (claims.isEmpty()) {
      return;
    }
    Sql.update(
        transaction,
        "insert into view.claim (claim_id, json, type, issuer, issued, words)"
            + " select id, json, type, issuer, issued,"
            + " array_to_tsvector(string_to_array(words, ' '))"
            + " from unnest(?, ?, ?, ?, ?, ?) with ordinality"
            + " as c (id, json, type, issuer, issued, words, place)"
            + " order by place on conflict do nothing",
        Sql.array("text", claims.stream().map(ClaimRow::id).toList()),
        Sql.array("text", claims.stream().map(ClaimRow::json).toList()),
        Sql.array("text", claims.stream().map(ClaimRow::type).toList()),
        Sql.array("text", claims.stream().map(ClaimRow::issuer).toList()),
        Sql.array(
            "timestamptz",
            claims.stream()
                .map(claim -> claim.issued().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
                .toList()),
        Sql.array("text", claims.stream().map(ClaimRow::words).toList()));
    addEdges(transaction, claims);
  }

  private static void addEdges(Connection transaction, List<ClaimRow> claims) throws SQLException {
    List<String> origins = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    for (ClaimRow claim : claims) {
      for (String uri : claim.about()) {
        origins.add("poet:claims/" + claim.id());
        targets.add(uri);
      }
    }
    if (!origins.isEmpty()) {
      Sql.update(
          transaction,
          "insert into view.edge (origin, target) select * from unnest(?, ?) order by 1, 2"
              + " on conflict do nothing",
          Sql.array("text", origins),
          Sql.array("text", targets));
    }
  }
}
