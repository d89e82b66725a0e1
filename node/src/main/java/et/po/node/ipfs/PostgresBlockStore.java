package et.po.node.ipfs;

import et.po.node.database.Database;
import et.po.node.messaging.TryLaterException;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Blocks in the node's own database, many in one statement.
public final class PostgresBlockStore implements BlockStore {
  /// Bounds the memory of one statement.
  private static final int BLOCKS_IN_A_STATEMENT = 500;

  private final Database database;

  public PostgresBlockStore(Database database) {
    this.database = database;
  }

  @Override
  public void store(Collection<Block> blocks) {
    List<Block> all = List.copyOf(blocks);
    all.forEach(PostgresBlockStore::requireIntact);
    try {
      for (int from = 0; from < all.size(); from += BLOCKS_IN_A_STATEMENT) {
        List<Block> some = all.subList(from, Math.min(all.size(), from + BLOCKS_IN_A_STATEMENT));
        database.inTransaction(transaction -> insert(transaction, some));
      }
    } catch (SQLException e) {
      throw new TryLaterException("blocks cannot be stored: " + e.getMessage(), e);
    }
  }

  private static void requireIntact(Block block) {
    if (!block.isIntact()) {
      throw new IllegalArgumentException("these are not the bytes of " + block.cid());
    }
  }

  /// In the order of digests, so that two that store the same blocks cannot lock each other out.
  private static int insert(Connection transaction, List<Block> blocks) throws SQLException {
    byte[][] digests = new byte[blocks.size()][];
    byte[][] data = new byte[blocks.size()][];
    for (int i = 0; i < digests.length; i++) {
      digests[i] = blocks.get(i).cid().digest().bytes();
      data[i] = blocks.get(i).data();
    }
    Array digestArray = transaction.createArrayOf("bytea", digests);
    Array dataArray = transaction.createArrayOf("bytea", data);
    try (PreparedStatement insert =
        transaction.prepareStatement(
            "insert into ipfs.block (digest, data)"
                + " select distinct on (digest) digest, data from unnest(?, ?) as b (digest, data)"
                + " order by digest on conflict do nothing")) {
      insert.setArray(1, digestArray);
      insert.setArray(2, dataArray);
      return insert.executeUpdate();
    }
  }

  @Override
  public Optional<Block> fetch(Cid cid) {
    try {
      return database
          .inTransaction(transaction -> select(transaction, cid))
          .filter(Block::isIntact);
    } catch (SQLException e) {
      throw new TryLaterException("blocks cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<Block> select(Connection transaction, Cid cid) throws SQLException {
    try (PreparedStatement select =
        transaction.prepareStatement("select data from ipfs.block where digest = ?")) {
      select.setBytes(1, cid.digest().bytes());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(new Block(cid, row.getBytes(1))) : Optional.empty();
      }
    }
  }
}
