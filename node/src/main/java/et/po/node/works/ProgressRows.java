package et.po.node.works;

import et.po.node.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts together how far claims have come.
///
/// A claim may be in several files, a file in several batches, a batch in several transactions:
/// what counts is the earliest block that holds it, and before there is one, whatever came
/// furthest.
final class ProgressRows {
  private static final String SELECT =
      "select f.claim_id, f.file_cid, f.verdict, m.batch_cid, m.path, m.work_sha256,"
          + " t.transaction_id, (select height from view.tip), a.prefix, a.version,"
          + " a.storage_protocol, a.transaction_id, a.height, a.block_hash, a.transaction_hex,"
          + " a.merkle_path, a.position, a.header"
          + " from view.file f left join view.member m using (file_cid)"
          + " left join view.transaction t using (batch_cid)"
          + " left join view.anchor a using (batch_cid)"
          + " where f.claim_id = any(?)";

  private ProgressRows() {}

  /// By claim id; a claim that was only accepted is not in it.
  static Map<String, Progress> of(Connection transaction, Collection<String> claimIds)
      throws SQLException {
    Map<String, List<Row>> rows =
        Sql.list(transaction, ProgressRows::read, SELECT, Sql.array("text", claimIds)).stream()
            .collect(Collectors.groupingBy(Row::claimId));
    Map<String, Progress> progress = new HashMap<>();
    rows.forEach((claimId, some) -> progress.put(claimId, furthest(some)));
    return progress;
  }

  private record Row(
      String claimId,
      String fileCid,
      @Nullable String verdict,
      @Nullable String batchCid,
      @Nullable String path,
      @Nullable String workSha256,
      @Nullable String transactionId,
      int tip,
      @Nullable BlockAnchor anchor) {}

  private static Progress furthest(List<Row> rows) {
    return earliest(rows)
        .map(first -> anchored(first, rows))
        .or(() -> rows.stream().flatMap(row -> sent(row).stream()).findFirst())
        .or(() -> rows.stream().flatMap(row -> batched(row).stream()).findFirst())
        .orElseGet(() -> new Progress.Stored(rows.getFirst().fileCid()));
  }

  private static Optional<Row> earliest(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.anchor != null && row.verdict != null && row.path != null)
        .min(Comparator.comparingInt(ProgressRows::height).thenComparing(Row::fileCid));
  }

  private static int height(Row row) {
    return row.anchor == null ? Integer.MAX_VALUE : row.anchor.height();
  }

  private static Progress anchored(Row first, List<Row> rows) {
    List<BlockAnchor> anchors =
        rows.stream()
            .filter(row -> row.fileCid.equals(first.fileCid))
            .filter(row -> first.batchCid != null && first.batchCid.equals(row.batchCid))
            .flatMap(row -> Optional.ofNullable(row.anchor).stream())
            .sorted(Comparator.comparingInt(BlockAnchor::height))
            .toList();
    return new Progress.Anchored(
        first.fileCid,
        String.valueOf(first.batchCid),
        String.valueOf(first.path),
        Optional.ofNullable(first.workSha256),
        String.valueOf(first.verdict),
        anchors,
        Math.max(1, first.tip - anchors.getFirst().height() + 1));
  }

  private static Optional<Progress> sent(Row row) {
    if (row.batchCid == null) {
      return Optional.empty();
    }
    Optional<String> mined = Optional.ofNullable(row.anchor).map(BlockAnchor::transactionId);
    return mined
        .or(() -> Optional.ofNullable(row.transactionId))
        .map(id -> new Progress.Sent(row.fileCid, String.valueOf(row.batchCid), id));
  }

  private static Optional<Progress> batched(Row row) {
    return Optional.ofNullable(row.batchCid).map(batch -> new Progress.Batched(row.fileCid, batch));
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getInt(8),
        row.getString(9) == null ? null : anchor(row));
  }

  private static BlockAnchor anchor(ResultSet row) throws SQLException {
    return new BlockAnchor(
        row.getString(9),
        row.getInt(10),
        row.getInt(11),
        row.getString(12),
        row.getInt(13),
        row.getString(14),
        row.getString(15),
        List.of((String[]) row.getArray(16).getArray()),
        row.getInt(17),
        row.getString(18));
  }
}
