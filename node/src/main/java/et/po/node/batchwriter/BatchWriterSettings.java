package et.po.node.batchwriter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When stored claims become a batch, and of what kind.
@ConfigMapping(prefix = "node.batch-writer")
public interface BatchWriterSettings {
  /// How long stored claims wait for company. Longer means fewer anchors, lower fees and later
  /// confirmation.
  @WithDefault("PT10M")
  Duration interval();

  /// How many claims make a batch at once, however young they are. More means fewer anchors and
  /// more memory.
  @WithDefault("100000")
  int size();

  /// The batch layout: 1 gives proofs that anyone can check, 0 is what the first Po.et wrote.
  @WithDefault("1")
  int layout();
}
