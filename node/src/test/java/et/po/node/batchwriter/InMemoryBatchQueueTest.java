package et.po.node.batchwriter;

import java.time.InstantSource;

class InMemoryBatchQueueTest extends BatchQueueContract {
  private final InMemoryBatchQueue queue = new InMemoryBatchQueue(InstantSource.system());

  @Override
  BatchQueue queue() {
    return queue;
  }
}
