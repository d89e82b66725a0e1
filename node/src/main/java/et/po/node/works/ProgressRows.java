package et.po.node.works;

import et.po.node.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts together how far claims have come.
///
/// A claim may be in several files, a file in several batches, a batch in several transactions, and
/// anybody can make more of each. Those are listed first that give most proofs, and the earliest of
/// these; before there is any, whatever came furthest counts.
final class ProgressRows {
  /// Of one claim, besides our own anchor. Whoever pushes others out of these has made as many that
  /// prove as much.
  private static final int MOST = 32;

  /// That one which was asked for, our own, and the earliest of the others.
  private static final int MOST_OF_A_BATCH = 3;

  /// A path of layout 1, for batches that were read before their layout was written down.
  private static final String TREE = "'^([0-9a-f]/){0,5}[0-9a-f][.]json$'";

  /// In hex: what OpenTimestamps takes as one message.
  private static final int LONGEST_TRANSACTION = 2 * 4096;

  private static final String SELECT =
      "with f as (select claim_id, file_cid, verdict, own, coalesce(c.work_sha256,"
          + " first_value(f.work_sha256) over (partition by claim_id order by own desc,"
          + " f.work_sha256)) as known"
          + " from view.file f left join view.claim c using (claim_id) where claim_id = any(?)),"
          + " w as (select f.*, m.batch_cid, m.path, t.transaction_id as sent, a.transaction_id,"
          + " a.prefix, a.version, a.storage_protocol, a.height, a.block_hash, a.transaction_hex,"
          + " a.merkle_path, a.position, a.header,"
          + " f.verdict is not null and m.path is not null and a.height is not null as whole,"
          + " coalesce(m.layout = 1, m.path ~ "
          + TREE
          + ") and octet_length(a.transaction_hex) <= "
          + LONGEST_TRANSACTION
          + " as portable,"
          + " case when m.work_sha256 = coalesce(f.known, m.work_sha256) then m.work_sha256 end"
          + " as work, coalesce(a.transaction_id = ?, false) as asked,"
          + " coalesce(a.transaction_id = t.transaction_id, false) as ours"
          + " from f left join view.member m using (file_cid)"
          + " left join view.transaction t using (batch_cid)"
          + " left join view.anchor a using (batch_cid)),"
          + " b as (select w.*, row_number() over (partition by file_cid, batch_cid"
          + " order by asked desc, ours desc, height, position) as anchor_number from w),"
          + " p as (select b.*, row_number() over (partition by claim_id order by whole desc,"
          + " asked desc, coalesce(verdict = 'VALID', false) desc,"
          + " own desc, coalesce(portable, false) and work is not null desc,"
          + " coalesce(portable, false) desc, height, position,"
          + " coalesce(transaction_id, sent) is null, batch_cid is null, file_cid, batch_cid)"
          + " as place from b where anchor_number <= "
          + MOST_OF_A_BATCH
          + ") select *, (select height from view.tip) as tip from p where place <= "
          + MOST
          + " or ours order by claim_id, place";

  private ProgressRows() {}

  /// By claim id; a claim that was only accepted is not in it.
  ///
  /// @param transactionId of the anchor to list first wherever a claim has it
  static Map<String, Progress> of(
      Connection transaction, Collection<String> claimIds, Optional<String> transactionId)
      throws SQLException {
    Map<String, List<Row>> rows =
        Sql.list(
                transaction,
                ProgressRows::read,
                SELECT,
                Sql.array("text", claimIds),
                transactionId.orElse(null))
            .stream()
            .collect(Collectors.groupingBy(Row::claimId));
    Map<String, Progress> progress = new HashMap<>();
    rows.forEach((claimId, some) -> progress.put(claimId, furthest(some)));
    return progress;
  }

  /// @param known the SHA-256 of the work, from the claim or from whoever posted it
  /// @param sent a transaction for the batch that may not be in a block
  /// @param placement there once all of it was read back
  private record Row(
      String claimId,
      String fileCid,
      @Nullable String verdict,
      @Nullable String known,
      @Nullable String batchCid,
      @Nullable String sent,
      int tip,
      @Nullable Placement placement) {}

  private static Progress furthest(List<Row> rows) {
    Row first = rows.getFirst();
    if (first.placement != null) {
      return anchored(first, first.placement, rows);
    }
    if (first.batchCid == null) {
      return new Progress.Stored(first.fileCid);
    }
    return first.sent == null
        ? new Progress.Batched(first.fileCid, first.batchCid)
        : new Progress.Sent(first.fileCid, first.batchCid, first.sent);
  }

  private static Progress anchored(Row first, Placement placement, List<Row> rows) {
    return new Progress.Anchored(
        first.fileCid,
        String.valueOf(first.verdict),
        Optional.ofNullable(first.known),
        rows.stream()
            .filter(row -> row.fileCid.equals(first.fileCid))
            .flatMap(row -> Optional.ofNullable(row.placement).stream())
            .toList(),
        Math.max(1, first.tip - placement.anchor().height() + 1));
  }

  private static Row read(ResultSet row) throws SQLException {
    String mined = row.getString("transaction_id");
    return new Row(
        row.getString("claim_id"),
        row.getString("file_cid"),
        row.getString("verdict"),
        row.getString("known"),
        row.getString("batch_cid"),
        mined == null ? row.getString("sent") : mined,
        row.getInt("tip"),
        row.getBoolean("whole") ? placement(row) : null);
  }

  private static Placement placement(ResultSet row) throws SQLException {
    return new Placement(
        row.getString("batch_cid"),
        row.getString("path"),
        Optional.ofNullable(row.getString("work")),
        row.getBoolean("portable"),
        anchor(row));
  }

  private static BlockAnchor anchor(ResultSet row) throws SQLException {
    return new BlockAnchor(
        row.getString("prefix"),
        row.getInt("version"),
        row.getInt("storage_protocol"),
        row.getString("transaction_id"),
        row.getInt("height"),
        row.getString("block_hash"),
        row.getString("transaction_hex"),
        List.of((String[]) row.getArray("merkle_path").getArray()),
        row.getInt("position"),
        row.getString("header"));
  }
}
