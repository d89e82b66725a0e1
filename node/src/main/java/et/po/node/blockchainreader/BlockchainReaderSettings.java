package et.po.node.blockchainreader;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How blocks are followed.
@ConfigMapping(prefix = "node.blockchain-reader")
public interface BlockchainReaderSettings {
  /// The first block that is read. Works anchored below it are never seen; a change counts only for
  /// an empty database.
  @WithDefault("0")
  int startHeight();

  /// How long to wait for a new block before asking again.
  @WithDefault("PT1S")
  Duration interval();
}
