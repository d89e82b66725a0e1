package et.po.node.bitcoin;

import et.po.node.testing.TestChain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// [CoreRpc] to the embedded chain.
class RegtestNodeTest extends BitcoinNodeContract {
  private TestChain chain;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    chain = new TestChain(directory);
  }

  @AfterEach
  void stop() {
    chain.close();
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
