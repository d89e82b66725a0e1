package et.po.node.blockchainwriter;

import et.po.node.bitcoin.BitcoinNode.SignedTransaction;
import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.TransactionSent;
import et.po.node.messaging.Messaging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Batches, and for each the one transaction that was ever made for it.
///
/// What a method has returned from survives a crash. A batch's transaction is journalled before it
/// is sent and never exchanged for another that could be mined beside it.
class AnchorJournal {
  private static final String JOURNALLED =
      "select batch_cid, layout, transaction_id, raw, coin from blockchain_writer.batch"
          + " where transaction_id is not null and height is null and ";

  private final Database database;
  private final Messaging messaging;

  AnchorJournal(Database database, Messaging messaging) {
    this.database = database;
    this.messaging = messaging;
  }

  record Batch(String cid, int layout) {}

  record Journalled(Batch batch, String transactionId, byte[] raw, String coin) {
    static Journalled read(ResultSet row) throws SQLException {
      return new Journalled(
          new Batch(row.getString(1), row.getInt(2)),
          row.getString(3),
          row.getBytes(4),
          row.getString(5));
    }

    /// The transaction that made the coin.
    private String parentId() {
      return coin.substring(0, coin.indexOf(':'));
    }
  }

  void add(BatchCreated batch) throws SQLException {
    update(
        "insert into blockchain_writer.batch (batch_cid, layout) values (?, ?)"
            + " on conflict do nothing",
        batch.batchCid(),
        batch.layout());
  }

  /// The batch that has waited longest for a transaction.
  Optional<Batch> waiting() throws SQLException {
    return list(
            row -> new Batch(row.getString(1), row.getInt(2)),
            "select batch_cid, layout from blockchain_writer.batch"
                + " where transaction_id is null order by created, batch_cid limit 1")
        .stream()
        .findFirst();
  }

  /// Coins that transactions which are not mined spend, as `transaction:output`.
  Set<String> coinsInUse() throws SQLException {
    return Set.copyOf(
        list(
            row -> row.getString(1),
            "select coin from blockchain_writer.batch"
                + " where transaction_id is not null and height is null"));
  }

  void journal(Batch batch, SignedTransaction signed, String coin) throws SQLException {
    update(
        "update blockchain_writer.batch set transaction_id = ?, raw = ?, coin = ?"
            + " where batch_cid = ? and transaction_id is null",
        signed.id(),
        signed.bytes(),
        coin,
        batch.cid());
  }

  /// Journalled, and perhaps sent, but not known to be: to be sent now.
  List<Journalled> unsent() throws SQLException {
    return list(Journalled::read, JOURNALLED + "sent is null order by created, batch_cid");
  }

  /// Sent some time ago and not mined since; a hundred at most.
  List<Journalled> unmined(Duration age) throws SQLException {
    return list(
        Journalled::read,
        JOURNALLED + "sent < now() - make_interval(secs => ?) order by sent, batch_cid limit 100",
        age.toMillis() / 1000.0);
  }

  /// Sent for the first time or again; told to others in the same transaction.
  void markSent(Journalled journalled) throws SQLException {
    database.run(transaction -> {
      Sql.update(
          transaction,
          "update blockchain_writer.batch set sent = now() where batch_cid = ?",
          journalled.batch().cid());
      messaging.publish(
          transaction, new TransactionSent(journalled.batch().cid(), journalled.transactionId()));
    });
  }

  /// The transaction of ours that made the coin this one spends, while it is not mined itself.
  Optional<Journalled> unminedParent(Journalled child) throws SQLException {
    return list(Journalled::read, JOURNALLED + "transaction_id = ?", child.parentId()).stream()
        .findFirst();
  }

  /// Another transaction in the place of one that was refused. It spends the same coin, so that
  /// only one of them can be mined, should somebody have got the first.
  void exchange(Journalled journalled, SignedTransaction signed) throws SQLException {
    update(
        "update blockchain_writer.batch set transaction_id = ?, raw = ?"
            + " where batch_cid = ? and transaction_id = ? and sent is null and height is null",
        signed.id(),
        signed.bytes(),
        journalled.batch().cid(),
        journalled.transactionId());
  }

  /// Was refused when it was sent again; it is due after the next pause.
  void postpone(Journalled journalled) throws SQLException {
    update(
        "update blockchain_writer.batch set sent = now() where batch_cid = ?",
        journalled.batch().cid());
  }

  /// Forgets a transaction that was refused and whose coin is gone: it can never be mined.
  void discard(Journalled journalled) throws SQLException {
    update(
        "update blockchain_writer.batch set transaction_id = null, raw = null, coin = null"
            + " where batch_cid = ? and transaction_id = ? and sent is null",
        journalled.batch().cid(),
        journalled.transactionId());
  }

  /// Those of the transactions that are ours; told to others, where a crash had come between
  /// sending and telling.
  void markMined(List<String> transactionIds, int height) throws SQLException {
    database.run(transaction -> {
      List<TransactionSent> untold =
          Sql.list(
              transaction,
              row -> new TransactionSent(row.getString(1), row.getString(2)),
              "select batch_cid, transaction_id from blockchain_writer.batch"
                  + " where transaction_id = any(?) and sent is null for update",
              Sql.array("text", transactionIds));
      Sql.update(
          transaction,
          "update blockchain_writer.batch set height = ?, sent = coalesce(sent, now())"
              + " where transaction_id = any(?)",
          height,
          Sql.array("text", transactionIds));
      for (TransactionSent sent : untold) {
        messaging.publish(transaction, sent);
      }
    });
  }

  /// Their blocks are gone: they wait again, and are due to be sent at once.
  void markUnmined(int fromHeight) throws SQLException {
    update(
        "update blockchain_writer.batch set height = null, sent = '-infinity' where height >= ?",
        fromHeight);
  }

  private void update(String sql, @Nullable Object... values) throws SQLException {
    database.run(transaction -> Sql.update(transaction, sql, values));
  }

  private <T> List<T> list(Sql.Row<T> reader, String sql, @Nullable Object... values)
      throws SQLException {
    return database.inTransaction(transaction -> Sql.list(transaction, reader, sql, values));
  }
}
