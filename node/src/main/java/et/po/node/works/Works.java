package et.po.node.works;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.protocol.claim.ClaimId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks the read model for works.
public final class Works {
  private final Database database;
  private final RecentCounts counts;

  public Works(Database database, InstantSource time) {
    this.database = database;
    this.counts = new RecentCounts(time);
  }

  /// A page of works, newest first.
  ///
  /// @param total how many there are without paging; up to a second old
  public record Page(List<Work> works, long total) {
    public Page {
      works = List.copyOf(works);
    }
  }

  private record Claim(String id, String json) {}

  /// The work of this claim id; empty if this node knows none, or it is no claim id.
  public Optional<Work> find(String claimId) throws SQLException {
    return find(claimId, Optional.empty());
  }

  /// As [#find(String)], shown with this anchor, however many others it has, as long as a block has
  /// it.
  ///
  /// @param transactionId of the anchor
  public Optional<Work> find(String claimId, Optional<String> transactionId) throws SQLException {
    if (ClaimId.parse(claimId).isEmpty()) {
      return Optional.empty();
    }
    return database.inTransaction(transaction -> {
      List<Claim> claims =
          Sql.list(
              transaction,
              row -> new Claim(row.getString(1), row.getString(2)),
              "select claim_id, json from view.claim where claim_id = ? and type = 'Work'",
              claimId);
      return withProgress(transaction, claims, transactionId).stream().findFirst();
    });
  }

  /// The works that the query asks for, and how many there are.
  public Page list(WorkQuery query) throws SQLException {
    return database.inTransaction(transaction -> {
      Selection selection = Selection.of(query);
      List<Claim> claims =
          Sql.list(
              transaction,
              row -> new Claim(row.getString(1), row.getString(2)),
              "select claim_id, json from view.claim c where "
                  + selection.condition()
                  + " order by number desc limit ? offset ?",
              selection.valuesAnd(query.limit(), query.offset()));
      boolean whole = query.offset() == 0 && claims.size() < query.limit();
      long total = whole ? claims.size() : count(transaction, selection);
      return new Page(withProgress(transaction, claims, Optional.empty()), total);
    });
  }

  private long count(Connection transaction, Selection selection) throws SQLException {
    Optional<Long> recent = counts.find(selection);
    if (recent.isPresent()) {
      return recent.get();
    }
    long count =
        Sql.find(
                transaction,
                row -> row.getLong(1),
                "select count(*) from view.claim c where " + selection.condition(),
                selection.valuesAnd())
            .orElseThrow();
    counts.remember(selection, count);
    return count;
  }

  /// How much this node knows.
  ///
  /// @param works up to a second old
  /// @param height of the last block that was read; 0 before the first
  public record Totals(long works, int height) {}

  public Totals totals() throws SQLException {
    return database.inTransaction(transaction ->
        new Totals(
            count(transaction, Selection.ALL),
            Sql.find(transaction, row -> row.getInt(1), "select height from view.tip").orElse(0)));
  }

  private static List<Work> withProgress(
      Connection transaction, List<Claim> claims, Optional<String> transactionId)
      throws SQLException {
    Map<String, Progress> progress =
        ProgressRows.of(transaction, claims.stream().map(Claim::id).toList(), transactionId);
    return claims.stream()
        .map(claim ->
            new Work(
                claim.id(),
                claim.json(),
                progress.getOrDefault(claim.id(), new Progress.Accepted())))
        .toList();
  }
}
