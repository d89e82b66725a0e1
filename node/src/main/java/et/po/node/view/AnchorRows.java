package et.po.node.view;

import et.po.node.database.Sql;
import et.po.node.messages.Message.Anchor;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messages.Message.TransactionSent;
import java.sql.Connection;
import java.sql.SQLException;

/// Writes what the chain says of batches.
final class AnchorRows {
  private static final int IPFS = 0;

  private AnchorRows() {}

  static void sent(Connection transaction, TransactionSent sent) throws SQLException {
    Sql.update(
        transaction,
        "insert into view.transaction (batch_cid, transaction_id) values (?, ?)"
            + " on conflict (batch_cid) do update set transaction_id = excluded.transaction_id"
            + " where view.transaction.transaction_id <> excluded.transaction_id",
        sent.batchCid(),
        sent.transactionId());
  }

  static void read(Connection transaction, BlockRead block, String prefix) throws SQLException {
    moveTip(transaction, block.block().height(), block.block().hash());
    for (Anchor anchor : block.anchors()) {
      if (anchor.prefix().equals(prefix) && anchor.storageProtocol() == IPFS) {
        add(transaction, block, anchor);
      }
    }
  }

  private static void add(Connection transaction, BlockRead block, Anchor anchor)
      throws SQLException {
    Sql.update(
        transaction,
        "insert into view.anchor (batch_cid, transaction_id, prefix, version, storage_protocol,"
            + " height, block_hash, header, transaction_hex, position, merkle_path)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (batch_cid, transaction_id) do update set height = excluded.height,"
            + " block_hash = excluded.block_hash, header = excluded.header,"
            + " position = excluded.position, merkle_path = excluded.merkle_path",
        anchor.batchCid(),
        anchor.transactionId(),
        anchor.prefix(),
        anchor.version(),
        anchor.storageProtocol(),
        block.block().height(),
        block.block().hash(),
        anchor.headerHex(),
        anchor.transactionHex(),
        anchor.position(),
        Sql.array("text", anchor.merklePath()));
  }

  static void undone(Connection transaction, BlocksUndone undone) throws SQLException {
    Sql.update(transaction, "delete from view.anchor where height >= ?", undone.fromHeight());
    moveTip(transaction, undone.fromHeight() - 1, undone.newParentHash());
  }

  private static void moveTip(Connection transaction, int height, String hash) throws SQLException {
    Sql.update(
        transaction,
        "insert into view.tip (height, hash) values (?, ?)"
            + " on conflict (single) do update set height = excluded.height, hash = excluded.hash",
        height,
        hash);
  }
}
