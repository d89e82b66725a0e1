package et.po.node.view;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Whose anchors are shown.
@ConfigMapping(prefix = "node.view")
public interface ViewSettings {
  /// The four letters of anchors that count; the same as batch-reader follows.
  @WithDefault("POET")
  String prefix();
}
