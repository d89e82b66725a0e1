package et.po.node.batchwriter;

import static org.junit.jupiter.api.Assertions.assertThrows;

import et.po.node.messages.Message.ClaimsStored;
import et.po.node.messages.Message.StoredClaim;
import et.po.node.testing.NodeDatabase;
import et.po.protocol.batch.BatchLayout;
import et.po.testkit.Fault;
import io.agroal.api.AgroalDataSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What no batch can hold is not taken, and keeps nothing from being batched.
class BatchWriterIntakeTest {
  private static final String RAW = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
  private static final String OTHER_CODEC =
      "bafyreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

  @Test
  void claimThatNoBatchCanHold_isNotTaken() throws Exception {
    try (AgroalDataSource database = NodeDatabase.pooled()) {
      BatchWriterRun run = new BatchWriterRun(database, BatchLayout.TREE, Fault.none());
      List<StoredClaim> bad =
          List.of(
              new StoredClaim("a", "not-a-cid", 3, Optional.empty()),
              new StoredClaim("b", OTHER_CODEC, 3, Optional.empty()),
              new StoredClaim("c", RAW, -1, Optional.empty()),
              new StoredClaim("d", RAW, 3, Optional.of("no hash")),
              new StoredClaim("e\u0000", RAW, 3, Optional.empty()));
      for (StoredClaim claim : bad) {
        ClaimsStored message = new ClaimsStored(List.of(claim));
        assertThrows(
            IllegalArgumentException.class, () -> run.writer().handle(message), claim.claimId());
      }

      run.arrive(100, 106);
      run.deliver(run.writer());
      run.work(run.writer());
      run.check();
    }
  }
}
