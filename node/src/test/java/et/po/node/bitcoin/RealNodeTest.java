package et.po.node.bitcoin;

import et.po.node.testing.TestChain;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// [CoreRpc] to a real Bitcoin daemon and its wallet.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class RealNodeTest extends BitcoinNodeContract {
  private TestChain chain;

  @BeforeAll
  void start(@TempDir Path directory) {
    chain = TestChain.real(directory);
  }

  @AfterAll
  void stop() {
    if (chain != null) {
      chain.close();
    }
  }

  @Override
  BitcoinNode bitcoin() {
    return chain.bitcoin();
  }

  @Override
  List<String> mine(int blocks) {
    return chain.mine(blocks);
  }
}
