package et.po.node.view;

import et.po.node.database.Sql;
import et.po.node.messages.Message.AcceptedClaim;
import et.po.node.messages.Message.ReadClaim;
import et.po.protocol.claim.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// Writes claims and what they are about.
final class ClaimRows {
  private ClaimRows() {}

  /// What the API answered for, which is valid.
  static void accepted(Connection transaction, List<AcceptedClaim> claims) throws SQLException {
    add(
        transaction,
        claims.stream().map(claim -> ClaimRow.of(claim.claimId(), claim.json(), true)).toList());
  }

  /// What was read back. Most are our own, and there since they were accepted.
  static void read(Connection transaction, List<ReadClaim> claims) throws SQLException {
    Map<String, Boolean> known =
        known(transaction, claims.stream().map(ReadClaim::claimId).toList());
    add(
        transaction,
        claims.stream()
            .filter(claim -> !known.getOrDefault(claim.claimId(), false))
            .filter(claim -> isValid(claim) || !known.containsKey(claim.claimId()))
            .map(claim -> ClaimRow.of(claim.claimId(), claim.json(), isValid(claim)))
            .toList());
  }

  private static boolean isValid(ReadClaim claim) {
    return claim.verdict().equals(Verdict.VALID.name());
  }

  /// Those of these that are there already, and whether they stay whatever comes.
  private static Map<String, Boolean> known(Connection transaction, List<String> claimIds)
      throws SQLException {
    return Sql.list(
            transaction,
            row -> Map.entry(row.getString(1), row.getBoolean(2)),
            "select claim_id, valid is not false from view.claim where claim_id = any(?)",
            Sql.array("text", claimIds))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// Claims that are there already stay as they are; but whoever adds to a claim what its issuer
  /// did not sign, and anchors that first, is not shown in place of the claim itself.
  private static void add(Connection transaction, List<ClaimRow> all) throws SQLException {
    List<ClaimRow> claims = best(all);
    if (claims.isEmpty()) {
      return;
    }
    makeRoom(transaction, claims);
    Sql.update(
        transaction,
        "insert into view.claim (claim_id, json, type, issuer, issued, words, work_sha256, valid)"
            + " select id, json, type, issuer, issued,"
            + " array_to_tsvector(string_to_array(words, ' ')), work_sha256, valid"
            + " from unnest(?, ?, ?, ?, ?, ?, ?, ?) with ordinality"
            + " as c (id, json, type, issuer, issued, words, work_sha256, valid, place)"
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
        Sql.array("text", claims.stream().map(ClaimRow::words).toList()),
        Sql.array("text", claims.stream().map(claim -> claim.workSha256().orElse(null)).toList()),
        Sql.array("bool", claims.stream().map(ClaimRow::valid).toList()));
    addEdges(transaction, claims);
  }

  /// Of each claim the text that is valid, else the first.
  private static List<ClaimRow> best(List<ClaimRow> claims) {
    SequencedMap<String, ClaimRow> best = new LinkedHashMap<>();
    claims.stream()
        .filter(ClaimRow::isIndexable)
        .forEach(claim ->
            best.merge(
                claim.id(), claim, (one, other) -> !one.valid() && other.valid() ? other : one));
    return List.copyOf(best.values());
  }

  /// Removes texts that are not valid, for some that are.
  private static void makeRoom(Connection transaction, List<ClaimRow> claims) throws SQLException {
    List<String> removed =
        Sql.list(
            transaction,
            row -> row.getString(1),
            "delete from view.claim where claim_id = any(?) and valid = false"
                + " returning 'poet:claims/' || claim_id",
            Sql.array("text", claims.stream().filter(ClaimRow::valid).map(ClaimRow::id).toList()));
    if (!removed.isEmpty()) {
      Sql.update(
          transaction, "delete from view.edge where origin = any(?)", Sql.array("text", removed));
    }
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
