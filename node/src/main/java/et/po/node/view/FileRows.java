package et.po.node.view;

import et.po.node.database.Sql;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.BatchItem;
import et.po.node.messages.Message.BatchRead;
import et.po.node.messages.Message.ReadClaim;
import et.po.node.messages.Message.StoredClaim;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Writes which files hold which claims, and which batches hold which files.
final class FileRows {
  private FileRows() {}

  /// What this node stored itself.
  static void stored(Connection transaction, List<StoredClaim> claims) throws SQLException {
    Sql.update(
        transaction,
        "insert into view.file (file_cid, claim_id, own, work_sha256)"
            + " select distinct on (f) f, c, true, w from unnest(?, ?, ?) as s (f, c, w)"
            + " order by f, w"
            + " on conflict (file_cid) do update set own = true,"
            + " work_sha256 = coalesce(file.work_sha256, excluded.work_sha256) where not file.own",
        Sql.array("text", claims.stream().map(StoredClaim::fileCid).toList()),
        Sql.array("text", claims.stream().map(StoredClaim::claimId).toList()),
        Sql.array("text", claims.stream().map(claim -> claim.workSha256().orElse(null)).toList()));
  }

  static void judged(Connection transaction, List<ReadClaim> claims) throws SQLException {
    Sql.update(
        transaction,
        "insert into view.file (file_cid, claim_id, verdict)"
            + " select distinct on (1) * from unnest(?, ?, ?) order by 1"
            + " on conflict (file_cid) do update set verdict = excluded.verdict",
        Sql.array("text", claims.stream().map(ReadClaim::fileCid).toList()),
        Sql.array("text", claims.stream().map(ReadClaim::claimId).toList()),
        Sql.array("text", claims.stream().map(ReadClaim::verdict).toList()));
  }

  static void batched(Connection transaction, BatchCreated batch) throws SQLException {
    Sql.update(
        transaction,
        "insert into view.member (batch_cid, file_cid) select ?, f from unnest(?) as f order by 2"
            + " on conflict do nothing",
        batch.batchCid(),
        Sql.array("text", batch.fileCids()));
  }

  /// Somebody's batch may hold a file twice; the first of its paths counts, whatever comes first.
  ///
  /// Anybody may anchor a batch as another layout than it is laid out in. The reading that gives
  /// most counts, whatever comes first: as layout 1; then one whose layout was not said; then as
  /// layout 0, in which nothing stands beside a claim.
  static void readBack(Connection transaction, BatchRead batch) throws SQLException {
    List<BatchItem> items = batch.items();
    Sql.update(
        transaction,
        "insert into view.member (batch_cid, layout, file_cid, path, work_sha256)"
            + " select distinct on (f) ?, ?::int, f, p, w from unnest(?, ?, ?) as m (f, p, w)"
            + " order by f, p, w"
            + " on conflict (batch_cid, file_cid) do update set layout = excluded.layout,"
            + " path = excluded.path, work_sha256 = excluded.work_sha256"
            + " where member.path is null or ("
            + reading("excluded")
            + ") < ("
            + reading("member")
            + ")",
        batch.batchCid(),
        batch.layout().orElse(null),
        Sql.array("text", items.stream().map(BatchItem::fileCid).toList()),
        Sql.array("text", items.stream().map(BatchItem::path).toList()),
        Sql.array("text", items.stream().map(item -> item.workSha256().orElse(null)).toList()));
  }

  /// What a reading is compared by. No digest in hex comes after `g`.
  private static String reading(String row) {
    return "array_position(array[1, null, 0], %1$s.layout), %1$s.path, coalesce(%1$s.work_sha256, 'g')"
        .formatted(row);
  }
}
