package et.po.node.blockchainreader;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messages.Message.BlockRead;
import et.po.node.messages.Message.BlocksUndone;
import et.po.node.messaging.Messaging;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The best chain as it was told to others: what is recorded was announced, and the other way
/// round.
final class ChainRecord {
  /// Whoever has lost the reader's lease without knowing it, as when the database was started
  /// again, may write at the same time as the next who has it.
  private static final String TURN = "blockchain-reader-record";

  private final Database database;
  private final Messaging messaging;

  ChainRecord(Database database, Messaging messaging) {
    this.database = database;
    this.messaging = messaging;
  }

  record Recorded(int height, String hash) {
    static Recorded read(ResultSet row) throws SQLException {
      return new Recorded(row.getInt(1), row.getString(2));
    }
  }

  Optional<Recorded> last() throws SQLException {
    return database.inTransaction(ChainRecord::last);
  }

  private static Optional<Recorded> last(Connection transaction) throws SQLException {
    return Sql.find(
        transaction,
        Recorded::read,
        "select height, hash from blockchain_reader.block order by height desc limit 1");
  }

  /// The first block that was ever read.
  Optional<Recorded> first() throws SQLException {
    return database.inTransaction(transaction ->
        Sql.find(
            transaction,
            Recorded::read,
            "select height, hash from blockchain_reader.block order by height limit 1"));
  }

  Optional<Recorded> at(int height) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.find(
            transaction,
            Recorded::read,
            "select height, hash from blockchain_reader.block where height = ?",
            height));
  }

  /// The blocks follow on the last, which is still what it was when they were read; else nothing is
  /// done.
  void append(Optional<Recorded> last, List<BlockRead> blocks) throws SQLException {
    database.run(transaction -> {
      Sql.awaitTurn(transaction, TURN);
      if (!last(transaction).equals(last)) {
        return;
      }
      Sql.update(
          transaction,
          "insert into blockchain_reader.block (height, hash) select * from unnest(?, ?)",
          Sql.array("int4", blocks.stream().map(block -> block.block().height()).toList()),
          Sql.array("text", blocks.stream().map(block -> block.block().hash()).toList()));
      for (BlockRead block : blocks) {
        messaging.publish(transaction, block);
      }
    });
  }

  /// Everything above the ancestor is undone, if the last is still what it was; else nothing is
  /// done.
  void undo(Recorded last, Recorded ancestor) throws SQLException {
    database.run(transaction -> {
      Sql.awaitTurn(transaction, TURN);
      if (!last(transaction).equals(Optional.of(last))) {
        return;
      }
      Sql.update(
          transaction, "delete from blockchain_reader.block where height > ?", ancestor.height());
      messaging.publish(transaction, new BlocksUndone(ancestor.height() + 1, ancestor.hash()));
    });
  }
}
