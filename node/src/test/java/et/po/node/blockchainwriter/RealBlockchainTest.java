package et.po.node.blockchainwriter;

import et.po.node.testing.NodeDatabase;
import et.po.node.testing.TestChain;
import et.po.testkit.Fault;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Anchors on the chain of a real Bitcoin daemon, paid by its descriptor wallet.
@Tag("real")
class RealBlockchainTest {
  private final AgroalDataSource database = NodeDatabase.pooled();

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void batches_areAnchoredAndReadBack(@TempDir Path directory) throws Exception {
    try (TestChain chain = TestChain.real(directory)) {
      BlockchainWriterRun run =
          new BlockchainWriterRun(
              database, chain, chain.bitcoin(), Fault.none(), Duration.ofMinutes(1));
      int from = chain.height() + 1;
      run.arrive();
      run.arrive();
      run.toTheEnd(() -> {});
      run.mine();
      run.toTheEnd(() -> {});
      run.check(from);
    }
  }
}
