package et.po.node.batchwriter;

import et.po.node.testing.AtOnce;
import et.po.node.testing.NodeDatabase;
import et.po.protocol.batch.BatchLayout;
import et.po.testkit.Fault;
import io.agroal.api.AgroalDataSource;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// Two nodes may run the role on one database, at least while one takes over from the other.
class BatchWritersAtOnceTest {
  private static final int ROUNDS = 40;

  @Test
  void step_ofSeveralWriters_leavesEachClaimInOneAnnouncedBatch() throws Exception {
    try (AgroalDataSource database = NodeDatabase.pooled()) {
      BatchWriterRun run = new BatchWriterRun(database, BatchLayout.TREE, Fault.none());
      for (int round = 0; round < ROUNDS; round++) {
        run.arrive(100 + 6 * round, 106 + 6 * round);
        run.deliver(run.writer());
        AtOnce.run(Collections.nCopies(3, () -> run.work(run.writer())));
      }
      run.check();
    }
  }
}
