package et.po.node.batchwriter;

import et.po.node.messaging.InProcessMessaging;
import et.po.node.testing.TestDatabase;
import et.po.node.testing.Unread;
import org.junit.jupiter.api.AfterEach;

class PostgresBatchQueueTest extends BatchQueueContract {
  private final TestDatabase database = new TestDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  BatchQueue queue() {
    return new PostgresBatchQueue(
        database.database(), new InProcessMessaging(database.source(), Unread.TOPOLOGY));
  }
}
