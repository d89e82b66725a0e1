package et.po.node.batchwriter;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messages.Message.BatchCreated;
import et.po.node.messages.Message.StoredClaim;
import et.po.node.messaging.Messaging;
import et.po.protocol.batch.BatchEntry;
import et.po.protocol.batch.BatchLayout;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The queue in the node's database.
final class PostgresBatchQueue implements BatchQueue {
  private static final int CLAIMS_IN_A_MESSAGE = 500;

  private final Database database;
  private final Messaging messaging;

  PostgresBatchQueue(Database database, Messaging messaging) {
    this.database = database;
    this.messaging = messaging;
  }

  @Override
  public void add(List<StoredClaim> claims) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            "insert into batch_writer.claim (claim_id, file_cid, size, work_sha256)"
                + " select * from unnest(?, ?, ?, ?) order by 1 on conflict do nothing",
            Sql.array("text", claims.stream().map(StoredClaim::claimId).toList()),
            Sql.array("text", claims.stream().map(StoredClaim::fileCid).toList()),
            Sql.array("int8", claims.stream().map(StoredClaim::size).toList()),
            Sql.array(
                "text", claims.stream().map(claim -> claim.workSha256().orElse(null)).toList())));
  }

  @Override
  public Optional<BatchInHand> current(Duration longestWait, int size, BatchLayout layout)
      throws SQLException {
    return database.inTransaction(transaction -> {
      // Two that choose at once would choose the same claims for two batches.
      Sql.awaitTurn(transaction, "batch-writer");
      Optional<BatchInHand> inHand = inHand(transaction);
      if (inHand.isPresent()
          || !isDue(transaction, longestWait, Math.min(size, layout.capacity()))) {
        return inHand;
      }
      choose(transaction, size, layout);
      return inHand(transaction);
    });
  }

  private static Optional<BatchInHand> inHand(Connection transaction) throws SQLException {
    Optional<BatchInHand> empty =
        Sql.find(
            transaction,
            row -> new BatchInHand(row.getLong(1), layout(row.getInt(2)), List.of()),
            "select number, layout from batch_writer.batch where closed is null"
                + " order by number limit 1");
    if (empty.isEmpty()) {
      return empty;
    }
    List<BatchEntry> claims =
        Sql.list(
            transaction,
            PostgresBatchQueue::entry,
            "select file_cid, size, work_sha256 from batch_writer.claim where batch = ?",
            empty.get().number());
    return Optional.of(new BatchInHand(empty.get().number(), empty.get().layout(), claims));
  }

  private static BatchLayout layout(int version) {
    return BatchLayout.ofVersion(version)
        .orElseThrow(() -> new IllegalStateException("no batch layout " + version));
  }

  private static BatchEntry entry(ResultSet row) throws SQLException {
    return new BatchEntry(
        Cid.parse(row.getString(1)).orElseThrow(),
        row.getLong(2),
        Optional.ofNullable(row.getString(3)).map(Sha256::ofHex));
  }

  private static boolean isDue(Connection transaction, Duration longestWait, int size)
      throws SQLException {
    return Sql.find(
            transaction,
            row -> row.getBoolean(1),
            "select count(*) >= ? or coalesce(min(stored) <= now() - make_interval(secs => ?),"
                + " false) from (select stored from batch_writer.claim where batch is null and"
                + " left_out is null order by stored, claim_id limit ?) as waiting",
            size,
            longestWait.toMillis() / 1000.0,
            size)
        .orElse(false);
  }

  /// Claims that wait since the layout was 0 are dag-pb files, which only that layout can hold.
  ///
  /// The chosen are found again by their key alone: a database that last counted when none waited
  /// would look for those that wait once for each of them.
  private static void choose(Connection transaction, int size, BatchLayout layout)
      throws SQLException {
    boolean oldestIsFlat =
        Sql.find(
                transaction,
                row -> row.getBoolean(1),
                "select file_cid like 'Qm%' from batch_writer.claim"
                    + " where batch is null and left_out is null"
                    + " order by stored, claim_id limit 1")
            .orElse(false);
    BatchLayout chosen = oldestIsFlat ? BatchLayout.FLAT : layout;
    boolean anyFile = layout == BatchLayout.FLAT;
    Sql.update(
        transaction,
        "with chosen as (insert into batch_writer.batch (layout) values (?) returning number),"
            + " oldest as materialized (select claim_id from batch_writer.claim where batch is null"
            + " and left_out is null and (? or (file_cid like 'Qm%') = ?)"
            + " order by stored, claim_id limit ?)"
            + " update batch_writer.claim set batch = (select number from chosen)"
            + " from oldest where batch_writer.claim.claim_id = oldest.claim_id",
        chosen.version(),
        anyFile,
        oldestIsFlat,
        Math.min(size, chosen.capacity()));
  }

  @Override
  public void leaveOut(BatchInHand batch, List<Cid> files) throws SQLException {
    database.run(transaction -> {
      // Nobody may close it with them.
      Sql.awaitTurn(transaction, "batch-writer");
      Sql.update(
          transaction,
          "update batch_writer.claim set batch = null, left_out = now() where file_cid = any(?)"
              + " and batch = (select number from batch_writer.batch where number = ?"
              + " and closed is null)",
          array(files),
          batch.number());
      Sql.update(
          transaction,
          "delete from batch_writer.batch where number = ? and closed is null"
              + " and not exists (select from batch_writer.claim where batch = number)",
          batch.number());
    });
  }

  private static Sql.SqlArray array(List<Cid> files) {
    return Sql.array("text", files.stream().map(Cid::toString).toList());
  }

  @Override
  public List<Cid> leftOut(int most) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.list(
            transaction,
            row -> Cid.parse(row.getString(1)).orElseThrow(),
            "select file_cid from batch_writer.claim where left_out is not null"
                + " order by random() limit ?",
            most));
  }

  @Override
  public long countLeftOut() throws SQLException {
    return database.inTransaction(transaction ->
        Sql.find(
                transaction,
                row -> row.getLong(1),
                "select count(*) from batch_writer.claim where left_out is not null")
            .orElseThrow());
  }

  @Override
  public void rejoin(List<Cid> files) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            "update batch_writer.claim set left_out = null"
                + " where left_out is not null and file_cid = any(?)",
            array(files)));
  }

  @Override
  public void close(BatchInHand batch, Cid root) throws SQLException {
    database.run(transaction -> {
      Sql.awaitTurn(transaction, "batch-writer");
      int closed =
          Sql.update(
              transaction,
              "update batch_writer.batch set batch_cid = ?, closed = now()"
                  + " where number = ? and closed is null"
                  + " and (select count(*) from batch_writer.claim where batch = number) = ?",
              root.toString(),
              batch.number(),
              batch.claims().size());
      if (closed == 1) {
        announce(transaction, batch, root);
      }
    });
  }

  private void announce(Connection transaction, BatchInHand batch, Cid root) throws SQLException {
    List<String> files =
        batch.claims().stream().map(claim -> claim.claimFile().toString()).toList();
    for (int from = 0; from < files.size(); from += CLAIMS_IN_A_MESSAGE) {
      List<String> some = files.subList(from, Math.min(files.size(), from + CLAIMS_IN_A_MESSAGE));
      messaging.publish(
          transaction, new BatchCreated(root.toString(), batch.layout().version(), some));
    }
  }
}
