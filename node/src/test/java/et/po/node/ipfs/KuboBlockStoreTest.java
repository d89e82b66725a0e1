package et.po.node.ipfs;

import et.po.node.testing.RealKubo;
import et.po.protocol.ipfs.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a real node.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class KuboBlockStoreTest extends BlockStoreContract {
  private RealKubo kubo;

  @BeforeAll
  void start(@TempDir Path directory) {
    kubo = RealKubo.start(directory, settings -> settings.withLogin("poet:secret"));
  }

  @AfterAll
  void stop() {
    if (kubo != null) {
      kubo.close();
    }
  }

  @Override
  void rot(Block block) throws IOException {
    kubo.rot(block);
  }

  @Override
  BlockStore store() {
    return new KuboBlockStore(
        new KuboRpc(kubo.url(), Duration.ofSeconds(20), Duration.ofMillis(10), Clock.systemUTC()));
  }
}
