package et.po.node.blockchainwriter;

import et.po.node.testing.TestChain;
import java.io.IOException;
import java.nio.file.Path;

/// On the embedded chain.
class ReplacementTest extends ReplacementContract {
  @Override
  TestChain chain(Path directory) throws IOException {
    return new TestChain(directory);
  }
}
