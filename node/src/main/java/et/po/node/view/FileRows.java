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

  static void stored(Connection transaction, List<StoredClaim> claims) throws SQLException {
    Sql.update(
        transaction,
        "insert into view.file (file_cid, claim_id) select * from unnest(?, ?) order by 1"
            + " on conflict do nothing",
        Sql.array("text", claims.stream().map(StoredClaim::fileCid).toList()),
        Sql.array("text", claims.stream().map(StoredClaim::claimId).toList()));
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
  static void readBack(Connection transaction, BatchRead batch) throws SQLException {
    List<BatchItem> items = batch.items();
    Sql.update(
        transaction,
        "insert into view.member (batch_cid, file_cid, path, work_sha256)"
            + " select distinct on (f) ?, f, p, w from unnest(?, ?, ?) as m (f, p, w) order by f, p"
            + " on conflict (batch_cid, file_cid)"
            + " do update set path = excluded.path, work_sha256 = excluded.work_sha256"
            + " where member.path is null or excluded.path < member.path",
        batch.batchCid(),
        Sql.array("text", items.stream().map(BatchItem::fileCid).toList()),
        Sql.array("text", items.stream().map(BatchItem::path).toList()),
        Sql.array("text", items.stream().map(item -> item.workSha256().orElse(null)).toList()));
  }
}
