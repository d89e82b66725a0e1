package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertThrows;

import et.po.node.messaging.TryLaterException;
import et.po.node.testing.TestDatabase;
import et.po.protocol.ipfs.Cid;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresBlockStoreTest extends BlockStoreContract {
  private final TestDatabase database = new TestDatabase();
  private final PostgresBlockStore store = new PostgresBlockStore(database.database());

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  BlockStore store() {
    return store;
  }

  @Override
  void rot(Cid cid) {
    database.execute(
        "update ipfs.block set data = data || '\\x00' where digest = ?", cid.digest().bytes());
  }

  @Test
  void databaseAway_isTriedLater() {
    database.execute("alter table ipfs.block rename to gone");

    assertThrows(TryLaterException.class, () -> store.store(List.of(HELLO)));
    assertThrows(TryLaterException.class, () -> store.fetch(HELLO.cid()));
  }
}
