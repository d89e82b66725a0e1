package et.po.node.storagereader;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How claim files are read back.
@ConfigMapping(prefix = "node.storage-reader")
public interface StorageReaderSettings {
  /// The first wait before a file that could not be had is tried again; it doubles up to the
  /// longest.
  @WithDefault("PT5S")
  Duration retry();

  /// The longest such wait. A file is never given up.
  @WithDefault("PT20M")
  Duration longestRetry();

  /// Bytes above which a file is no claim. Our own API takes claims of 1 MiB.
  @WithDefault("4194304")
  long largestClaim();
}
