package et.po.node.batchreader;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How anchored batches are read.
@ConfigMapping(prefix = "node.batch-reader")
public interface BatchReaderSettings {
  /// The four letters of anchors that are followed; others are somebody else's network.
  @WithDefault("POET")
  String prefix();

  /// The first wait before a batch that could not be had is tried again; it doubles up to the
  /// longest.
  @WithDefault("PT5S")
  Duration retry();

  /// The longest such wait. A batch is never given up.
  @WithDefault("PT20M")
  Duration longestRetry();
}
