package et.po.node.blockchainwriter;

import et.po.node.testing.TestChain;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/// With a real Bitcoin daemon's rules for replacements.
@Tag("real")
class RealReplacementTest extends ReplacementContract {
  @Override
  TestChain chain(Path directory) {
    return TestChain.real(directory);
  }
}
