package et.po.node.blockchainwriter;

import et.po.node.bitcoin.BitcoinNode.Coin;
import et.po.node.bitcoin.BitcoinNode.SignedTransaction;
import et.po.node.bitcoin.BitcoinNode.Unconfirmed;
import et.po.node.bitcoin.BitcoinProblem;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.TransactionSent;
import et.po.node.messaging.Messaging;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Batches, and for each every version that was ever made of its one transaction.
///
/// What a method has returned from survives a crash. A version is journalled before it is sent. Of
/// all versions of a batch's transaction only one can be mined, for they spend the same coin, or
/// the change of different versions of one other transaction; whichever it is becomes the one that
/// counts. Any other coin is spent only when the first is gone, and its versions are kept.
class AnchorJournal {
  private static final String JOURNALLED =
      "select batch_cid, layout, transaction_id, raw, coin, coin_value, fee, missing_height"
          + " from blockchain_writer.batch where transaction_id is not null and height is null and ";

  /// What counts now goes to the versions.
  private static final String KEEP_VERSION =
      "insert into blockchain_writer.version"
          + " (transaction_id, batch_cid, raw, coin, coin_value, fee, sent)"
          + " select transaction_id, batch_cid, raw, coin, coin_value, fee,"
          + " sent is not null or offered"
          + " from blockchain_writer.batch where batch_cid = ? and transaction_id = ?"
          + " on conflict (transaction_id) do update set sent = version.sent or excluded.sent";

  private static final String NOT_HELD = ", held_kind = null, held = null";

  /// The node has it: what kept it from being sent is over; that its fee cannot be raised may be so
  /// still.
  private static final String NOT_DROPPED =
      ", held_kind = case when sent is null then null else nullif(held_kind, 'DROPPED') end,"
          + " held = case when sent is null or held_kind = 'DROPPED' then null else held end";

  private final Database database;
  private final Messaging messaging;

  AnchorJournal(Database database, Messaging messaging) {
    this.database = database;
    this.messaging = messaging;
  }

  record Batch(String cid, int layout) {}

  /// @param coinValue and `fee` are 0 for one that was journalled before they were
  /// @param missingHeight the height at which its coin was first found missing; absent while it is
  ///   there
  record Journalled(
      Batch batch,
      String transactionId,
      byte[] raw,
      String coin,
      long coinValue,
      long fee,
      Optional<Integer> missingHeight) {
    static Journalled read(ResultSet row) throws SQLException {
      return new Journalled(
          new Batch(row.getString(1), row.getInt(2)),
          row.getString(3),
          row.getBytes(4),
          row.getString(5),
          row.getLong(6),
          row.getLong(7),
          Optional.ofNullable(row.getObject(8, Integer.class)));
    }

    /// The transaction that made the coin.
    String parentId() {
      return coin.substring(0, coin.indexOf(':'));
    }

    /// The coin as the wallet knows it, of which only what is needed for signing is known here.
    Coin spentCoin() {
      int output = Integer.parseInt(coin.substring(coin.indexOf(':') + 1));
      return new Coin(parentId(), output, coinValue, 0, Unconfirmed.NONE);
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

  /// Coins that transactions which are not mined spend, in any version that somebody may have, as
  /// `transaction:output`.
  Set<String> coinsInUse() throws SQLException {
    return Set.copyOf(
        list(
            row -> row.getString(1),
            "select coin from blockchain_writer.batch"
                + " where transaction_id is not null and height is null"
                + " union select v.coin from blockchain_writer.version v"
                + " join blockchain_writer.batch b using (batch_cid)"
                + " where v.sent and b.height is null"));
  }

  /// Transactions that have other versions, and are not mined: another may be the one that is. Or
  /// that are, but what was built on another version is to follow to their change. No new one may
  /// build on them.
  Set<String> unsettled() throws SQLException {
    return Set.copyOf(
        list(
            row -> row.getString(1),
            "select b.transaction_id from blockchain_writer.batch b"
                + " join blockchain_writer.version v using (batch_cid)"
                + " where b.transaction_id is not null and (b.height is null or v.transaction_id in"
                + " (select split_part(coin, ':', 1) from blockchain_writer.batch"
                + " where transaction_id is not null and height is null))"));
  }

  /// Satoshis that the anchors of the last 24 hours cost at most: of each batch that got a version
  /// since, the dearest.
  long spentLastDay() throws SQLException {
    return spentLastDay("");
  }

  /// As [#spentLastDay()], without what this batch costs.
  long spentLastDay(Batch but) throws SQLException {
    return spentLastDay(but.cid());
  }

  private long spentLastDay(String but) throws SQLException {
    return list(
            row -> row.getLong(1),
            "select coalesce(sum(greatest(b.fee, (select max(v.fee) from"
                + " blockchain_writer.version v where v.batch_cid = b.batch_cid))), 0)"
                + " from blockchain_writer.batch b where b.transaction_id is not null"
                + " and b.journalled > now() - interval '24 hours' and b.batch_cid <> ?",
            but)
        .getFirst();
  }

  void journal(Batch batch, Version version) throws SQLException {
    update(
        "update blockchain_writer.batch set transaction_id = ?, raw = ?, coin = ?, coin_value = ?,"
            + " fee = ?, journalled = now(), journalled_height = ?, missing_height = null"
            + " where batch_cid = ? and transaction_id is null",
        version.signed().id(),
        version.signed().bytes(),
        version.coinName(),
        version.coin().satoshis(),
        version.fee(),
        version.height(),
        batch.cid());
  }

  /// A transaction that is to be journalled.
  ///
  /// @param height of the tip now
  record Version(SignedTransaction signed, Coin coin, long fee, int height) {
    private String coinName() {
      return coin.transactionId() + ":" + coin.output();
    }
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
        seconds(age));
  }

  /// Sent, not mined, and journalled at this height or below and so long ago; a hundred at most.
  ///
  /// @param now the tip's height, at which none is tried twice
  List<Journalled> stuck(int height, Duration age, int now) throws SQLException {
    return list(
        Journalled::read,
        JOURNALLED
            + "sent is not null and journalled_height <= ? and raise_height < ?"
            + " and journalled <= now() - make_interval(secs => ?)"
            + " order by journalled, batch_cid limit 100",
        height,
        now,
        seconds(age));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /// Sent for the first time or again; told to others in the same transaction.
  void markSent(Journalled journalled) throws SQLException {
    whileItCounts(
        journalled,
        transaction -> {
          Sql.update(
              transaction,
              "update blockchain_writer.batch set sent = now(), offered = false, missing_height = null"
                  + NOT_DROPPED
                  + " where batch_cid = ?",
              journalled.batch().cid());
          messaging.publish(
              transaction,
              new TransactionSent(journalled.batch().cid(), journalled.transactionId()));
        });
  }

  /// Does something to a transaction that is the version that counts, and not mined. What is no
  /// longer so, because of a block or of a process that has the turn now, is left alone.
  private void whileItCounts(Journalled journalled, Database.Effect effect) throws SQLException {
    database.run(transaction -> {
      if (wasOffered(transaction, journalled).isPresent()) {
        effect.apply(transaction);
      }
    });
  }

  /// Whether it was offered without an answer that was written down; nothing when it is not the
  /// version that counts, or is mined. Nobody else changes that until the transaction ends.
  private static Optional<Boolean> wasOffered(Connection transaction, Journalled journalled)
      throws SQLException {
    return Sql.find(
        transaction,
        row -> row.getBoolean(1),
        "select offered from blockchain_writer.batch"
            + " where batch_cid = ? and transaction_id = ? and height is null for update",
        journalled.batch().cid(),
        journalled.transactionId());
  }

  /// Is about to be offered to the Bitcoin node, which must be known after a crash: whether it was
  /// taken, nobody could tell then.
  ///
  /// @return whether it was offered before, without an answer that was written down; nothing when
  ///   it is not to be offered, for it does not count any more
  Optional<Boolean> offer(Journalled journalled) throws SQLException {
    return database.inTransaction(transaction -> {
      Optional<Boolean> before = wasOffered(transaction, journalled);
      if (before.isPresent()) {
        setOffered(transaction, journalled, true);
      }
      return before;
    });
  }

  /// The Bitcoin node has refused it the first time that it was offered: nobody has it.
  void refused(Journalled journalled) throws SQLException {
    whileItCounts(journalled, transaction -> setOffered(transaction, journalled, false));
  }

  private static void setOffered(Connection transaction, Journalled journalled, boolean offered)
      throws SQLException {
    Sql.update(
        transaction,
        "update blockchain_writer.batch set offered = ? where batch_cid = ?",
        offered,
        journalled.batch().cid());
  }

  /// The transaction of ours that made the coin this one spends, while it is not mined itself.
  Optional<Journalled> unminedParent(Journalled child) throws SQLException {
    return list(Journalled::read, JOURNALLED + "transaction_id = ?", child.parentId()).stream()
        .findFirst();
  }

  /// The transaction that counts where the one that made this one's coin does not any more, being
  /// but another version of it.
  Optional<String> countingParent(Journalled child) throws SQLException {
    return list(
            row -> row.getString(1),
            "select b.transaction_id from blockchain_writer.version v"
                + " join blockchain_writer.batch b using (batch_cid)"
                + " where v.transaction_id = ? and b.transaction_id is not null",
            child.parentId())
        .stream()
        .findFirst();
  }

  /// Whether its coin was made by a transaction of ours, in whatever version, that is not mined.
  boolean hasUnminedParent(Journalled child) throws SQLException {
    return !list(
            row -> row.getString(1),
            "select b.batch_cid from blockchain_writer.batch b where b.height is null"
                + " and (b.transaction_id = ? or exists (select from blockchain_writer.version v"
                + " where v.batch_cid = b.batch_cid and v.transaction_id = ?))",
            child.parentId(),
            child.parentId())
        .isEmpty();
  }

  /// The latest version of this one that spends a coin which that transaction made.
  Optional<String> versionOn(Journalled child, String parentId) throws SQLException {
    return list(
            row -> row.getString(1),
            "select transaction_id from blockchain_writer.version where batch_cid = ?"
                + " and split_part(coin, ':', 1) = ? order by journalled desc",
            child.batch().cid(),
            parentId)
        .stream()
        .findFirst();
  }

  /// Whether somebody may have a version that is not this one, of whatever coin.
  boolean hasSentVersions(Journalled journalled) throws SQLException {
    return !list(
            row -> row.getString(1),
            "select transaction_id from blockchain_writer.version where batch_cid = ? and sent"
                + " limit 1",
            journalled.batch().cid())
        .isEmpty();
  }

  /// Whether a transaction of ours that is not mined builds on this one.
  boolean hasChild(Journalled parent) throws SQLException {
    return !list(
            row -> row.getString(1),
            "select coin from blockchain_writer.batch where transaction_id is not null"
                + " and height is null and split_part(coin, ':', 1) = ? limit 1",
            parent.transactionId())
        .isEmpty();
  }

  /// Another version counts from now on and is to be sent: of the same coin, or of one that exists
  /// only where the coin of this one does not.
  void replace(Journalled journalled, Version version) throws SQLException {
    whileItCounts(
        journalled,
        transaction -> {
          keep(transaction, journalled);
          Sql.update(
              transaction,
              "update blockchain_writer.batch set transaction_id = ?, raw = ?, coin = ?,"
                  + " coin_value = ?, fee = ?, journalled = now(), journalled_height = ?,"
                  + " sent = null, offered = false, missing_height = null"
                  + NOT_HELD
                  + " where batch_cid = ?",
              version.signed().id(),
              version.signed().bytes(),
              version.coinName(),
              version.coin().satoshis(),
              version.fee(),
              version.height(),
              journalled.batch().cid());
        });
  }

  private static void keep(Connection transaction, Journalled journalled) throws SQLException {
    Sql.update(transaction, KEEP_VERSION, journalled.batch().cid(), journalled.transactionId());
  }

  /// The other versions of this batch's transaction, the latest first, by their ids.
  List<String> versions(Journalled journalled) throws SQLException {
    return list(
        row -> row.getString(1),
        "select transaction_id from blockchain_writer.version where batch_cid = ?"
            + " order by journalled desc",
        journalled.batch().cid());
  }

  /// Those of them that somebody may have, and that spend the coin of this one.
  List<String> sentVersions(Journalled journalled) throws SQLException {
    return list(
        row -> row.getString(1),
        "select transaction_id from blockchain_writer.version where batch_cid = ? and sent"
            + " and coin = ? order by journalled desc",
        journalled.batch().cid(),
        journalled.coin());
  }

  /// A version that was made before counts again, and is due to be sent again.
  void takeBack(Journalled journalled, String version) throws SQLException {
    whileItCounts(
        journalled,
        transaction -> {
          keep(transaction, journalled);
          swap(transaction, journalled.batch().cid(), version, "sent = '-infinity'" + NOT_HELD);
        });
  }

  /// Moves a version into the row of its batch.
  private static void swap(Connection transaction, String batch, String version, String set)
      throws SQLException {
    Sql.update(
        transaction,
        "update blockchain_writer.batch b set transaction_id = v.transaction_id, raw = v.raw,"
            + " coin = v.coin, coin_value = v.coin_value, fee = v.fee, offered = false, "
            + set
            + " from blockchain_writer.version v"
            + " where b.batch_cid = ? and v.batch_cid = b.batch_cid and v.transaction_id = ?",
        batch,
        version);
    Sql.update(
        transaction, "delete from blockchain_writer.version where transaction_id = ?", version);
  }

  /// Was refused when it was sent again; it is due after the next pause.
  ///
  /// @param missing the height at which its coin was found missing; absent when the coin is there
  void postpone(Journalled journalled, Optional<Integer> missing, BitcoinProblem problem)
      throws SQLException {
    whileItCounts(
        journalled,
        transaction ->
            Sql.update(
                transaction,
                "update blockchain_writer.batch set sent = now(), missing_height = ?, held_kind = ?,"
                    + " held = ? where batch_cid = ?",
                missing.orElse(null),
                problem.kind().name(),
                problem.sentence(),
                journalled.batch().cid()));
  }

  /// Its fee was looked at, and not raised; that is done once at a height.
  void leaveFee(Journalled journalled, int height, Optional<BitcoinProblem> problem)
      throws SQLException {
    whileItCounts(
        journalled,
        transaction ->
            Sql.update(
                transaction,
                "update blockchain_writer.batch set raise_height = ?,"
                    + " held_kind = coalesce(?, held_kind), held = coalesce(?, held)"
                    + " where batch_cid = ?",
                height,
                problem.map(BitcoinProblem::kind).map(Enum::name).orElse(null),
                problem.map(BitcoinProblem::sentence).orElse(null),
                journalled.batch().cid()));
  }

  /// Why transactions are not mined, of the oldest few that have a problem.
  List<BitcoinProblem> held() throws SQLException {
    return list(
        row -> new BitcoinProblem(Kind.valueOf(row.getString(1)), row.getString(2)),
        "select held_kind, held from blockchain_writer.batch where transaction_id is not null"
            + " and height is null and held is not null order by created limit 20");
  }

  /// Gives a batch free for another transaction, with another coin: the coin of this one is gone,
  /// and none of its versions can be mined. They are kept, all the same.
  void discard(Journalled journalled) throws SQLException {
    whileItCounts(
        journalled,
        transaction -> {
          keep(transaction, journalled);
          Sql.update(
              transaction,
              "update blockchain_writer.batch set transaction_id = null, raw = null, coin = null,"
                  + " sent = null, offered = false, missing_height = null"
                  + NOT_HELD
                  + " where batch_cid = ?",
              journalled.batch().cid());
        });
  }

  /// Those of the transactions that are ours, in whatever version; told to others, where another
  /// version, or none, was told before.
  void markMined(List<String> transactionIds, int height) throws SQLException {
    database.run(transaction -> {
      lock(transaction, transactionIds);
      List<TransactionSent> others =
          Sql.list(
              transaction,
              row -> new TransactionSent(row.getString(1), row.getString(2)),
              "select batch_cid, transaction_id from blockchain_writer.version"
                  + " where transaction_id = any(?)",
              Sql.array("text", transactionIds));
      for (TransactionSent mined : others) {
        Sql.update(
            transaction,
            KEEP_VERSION.replace(" and transaction_id = ?", " and transaction_id is not null"),
            mined.batchCid());
        swap(transaction, mined.batchCid(), mined.transactionId(), "sent = null");
      }
      List<TransactionSent> untold =
          Sql.list(
              transaction,
              row -> new TransactionSent(row.getString(1), row.getString(2)),
              "select batch_cid, transaction_id from blockchain_writer.batch"
                  + " where transaction_id = any(?) and (sent is null or missing_height is not null"
                  + " or held_kind = 'DROPPED') for update",
              Sql.array("text", transactionIds));
      Sql.update(
          transaction,
          "update blockchain_writer.batch set height = ?, sent = coalesce(sent, now()),"
              + " missing_height = null"
              + NOT_HELD
              + " where transaction_id = any(?)",
          height,
          Sql.array("text", transactionIds));
      for (TransactionSent sent : untold) {
        messaging.publish(transaction, sent);
      }
    });
  }

  /// Keeps the batches of these transactions from getting another version until the transaction
  /// ends. A version that is moved meanwhile is found all the same: at every moment it is in one of
  /// the two places, and the batch stays.
  private static void lock(Connection transaction, List<String> transactionIds)
      throws SQLException {
    Sql.SqlArray ids = Sql.array("text", transactionIds);
    List<String> batches =
        Sql.list(
            transaction,
            row -> row.getString(1),
            "select batch_cid from blockchain_writer.batch where transaction_id = any(?)"
                + " union select batch_cid from blockchain_writer.version"
                + " where transaction_id = any(?)",
            ids,
            ids);
    // Whose row is locked is not asked of its transaction: that may be another when it is our turn.
    Sql.list(
        transaction,
        row -> row.getString(1),
        "select batch_cid from blockchain_writer.batch where batch_cid = any(?)"
            + " order by batch_cid for update",
        Sql.array("text", batches));
  }

  /// Their blocks are gone: they wait again, and are due to be sent at once.
  void markUnmined(int fromHeight) throws SQLException {
    update(
        "update blockchain_writer.batch set height = null, sent = '-infinity' where height >= ?",
        fromHeight);
  }

  /// Of transactions in blocks up to this height, which no reorganisation reaches any more, the
  /// other versions are forgotten.
  void bury(int height) throws SQLException {
    update(
        "delete from blockchain_writer.version v using blockchain_writer.batch b"
            + " where v.batch_cid = b.batch_cid and b.height <= ?",
        height);
  }

  /// How the anchors stand.
  ///
  /// @param tip the chain's height
  /// @param depth from which a transaction is no longer watched
  Standing standing(int tip, int depth) throws SQLException {
    return list(
            row ->
                new Standing(
                    row.getLong(1), row.getLong(2), row.getLong(3), Math.max(0, row.getLong(4))),
            "select count(*) filter (where transaction_id is null),"
                + " count(*) filter (where transaction_id is not null and height is null),"
                + " count(*) filter (where height > ?),"
                + " coalesce(extract(epoch from now() - min(created) filter"
                + " (where height is null)), 0)::bigint"
                + " from blockchain_writer.batch where height is null or height > ?",
            tip - depth,
            tip - depth)
        .getFirst();
  }

  /// @param waiting batches without a transaction
  /// @param unmined transactions without a block
  /// @param shallow transactions in blocks that are still watched
  /// @param oldestSeconds the age of the oldest batch without a block
  record Standing(long waiting, long unmined, long shallow, long oldestSeconds) {}

  private void update(String sql, @Nullable Object... values) throws SQLException {
    database.run(transaction -> Sql.update(transaction, sql, values));
  }

  private <T> List<T> list(Sql.Row<T> reader, String sql, @Nullable Object... values)
      throws SQLException {
    return database.inTransaction(transaction -> Sql.list(transaction, reader, sql, values));
  }
}
