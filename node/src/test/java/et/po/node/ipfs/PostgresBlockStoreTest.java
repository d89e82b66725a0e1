package et.po.node.ipfs;

import static org.junit.jupiter.api.Assertions.assertThrows;

import et.po.node.database.Database;
import et.po.node.messaging.TryLaterException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresBlockStoreTest extends DatabaseBlocksContract {
  @Override
  BlockStore store() {
    return new PostgresBlockStore(database.database());
  }

  @Test
  void databaseAway_isTriedLater() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");
    BlockStore away = new PostgresBlockStore(new Database(nowhere));

    assertThrows(TryLaterException.class, () -> away.store(List.of(raw("a"))));
    assertThrows(TryLaterException.class, () -> away.fetch(raw("a").cid()));
  }
}
