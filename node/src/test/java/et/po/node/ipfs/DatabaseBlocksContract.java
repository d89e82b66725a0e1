package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.node.testing.NodeDatabase;
import et.po.node.testing.TestDatabase;
import et.po.protocol.ipfs.Block;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// The contract for what keeps its blocks in the database.
@TestInstance(Lifecycle.PER_CLASS)
abstract class DatabaseBlocksContract extends BlockStoreContract {
  final TestDatabase database = new TestDatabase();

  @BeforeEach
  void empty() throws SQLException {
    NodeDatabase.empty(database.source());
  }

  @AfterAll
  void close() {
    database.close();
  }

  long rows() {
    return database.count("select count(*) from ipfs.block");
  }

  @Override
  void rot(Block block) {
    database.execute(
        "update ipfs.block set data = '\\x00' where digest = ?",
        (Object) block.cid().digest().bytes());
  }

  @Test
  void store_again_addsNoRow() {
    store().store(List.of());
    store().store(List.of(raw("a"), raw("a"), raw("b")));
    store().store(List.of(raw("b"), raw("a")));

    assertEquals(2, rows());
  }
}
