package et.po.node.ipfs;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.node.messaging.TryLaterException;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Blocks in the node's own database, many in one statement.
public final class PostgresBlockStore implements BlockStore {
  /// Bound the memory of one statement.
  private static final int BLOCKS_IN_A_STATEMENT = 500;

  private static final int BYTES_IN_A_STATEMENT = 8 * 1024 * 1024;

  /// Bounds the memory of one answer; a block more than this fits in any case.
  private static final int BYTES_IN_AN_ANSWER = 16 * 1024 * 1024;

  private final Database database;

  public PostgresBlockStore(Database database) {
    this.database = database;
  }

  @Override
  public void store(Collection<Block> blocks) {
    SoundBlocks.require(blocks);
    try {
      List<Block> some = new ArrayList<>();
      long bytes = 0;
      for (Block block : blocks) {
        some.add(block);
        bytes += block.data().length;
        if (some.size() == BLOCKS_IN_A_STATEMENT || bytes > BYTES_IN_A_STATEMENT) {
          insert(some);
          some.clear();
          bytes = 0;
        }
      }
      if (!some.isEmpty()) {
        insert(some);
      }
    } catch (SQLException e) {
      throw new TryLaterException("blocks cannot be stored: " + e.getMessage(), e);
    }
  }

  /// In the order of digests, so that two that store the same blocks cannot lock each other out. A
  /// row that differs has rotted, for the key is the hash of what belongs there.
  private void insert(List<Block> blocks) throws SQLException {
    database.run(transaction ->
        Sql.update(
            transaction,
            "insert into ipfs.block (digest, data)"
                + " select distinct on (digest) digest, data from unnest(?, ?) as b (digest, data)"
                + " order by digest on conflict (digest) do update set data = excluded.data"
                + " where block.data <> excluded.data",
            Sql.array("bytea", blocks.stream().map(b -> b.cid().digest().bytes()).toList()),
            Sql.array("bytea", blocks.stream().map(Block::data).toList())));
  }

  @Override
  public Optional<Block> fetch(Cid cid) {
    return Optional.ofNullable(fetchAll(List.of(cid)).get(cid));
  }

  @Override
  public Map<Cid, Block> fetchAll(Collection<Cid> cids) {
    try {
      Map<Sha256, byte[]> data = database.inTransaction(transaction -> select(transaction, cids));
      Map<Cid, Block> blocks = new HashMap<>();
      for (Cid cid : cids) {
        byte[] bytes = data.get(cid.digest());
        if (bytes != null) {
          blocks.put(cid, new Block(cid, bytes));
        }
      }
      return blocks;
    } catch (SQLException e) {
      throw new TryLaterException("blocks cannot be read: " + e.getMessage(), e);
    }
  }

  /// Only bytes that hash to their key: what rotted on a disk is as good as gone.
  private static Map<Sha256, byte[]> select(Connection transaction, Collection<Cid> cids)
      throws SQLException {
    Map<Sha256, byte[]> data = new HashMap<>();
    Sql.list(
            transaction,
            row -> Map.entry(Sha256.ofDigest(row.getBytes(1)), row.getBytes(2)),
            "select digest, data from (select digest, data,"
                + " sum(octet_length(data)) over (order by digest) as bytes"
                + " from ipfs.block where digest = any(?)) as found"
                + " where bytes <= "
                + BYTES_IN_AN_ANSWER,
            Sql.array("bytea", cids.stream().map(cid -> cid.digest().bytes()).toList()))
        .stream()
        .filter(row -> Sha256.of(row.getValue()).equals(row.getKey()))
        .forEach(row -> data.put(row.getKey(), row.getValue()));
    return data;
  }
}
