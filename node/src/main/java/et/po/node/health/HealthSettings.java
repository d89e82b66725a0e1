package et.po.node.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the services that the node stands on are looked at.
@ConfigMapping(prefix = "node.health")
public interface HealthSettings {
  /// How often. Seldom shows a fault late, often costs calls.
  @WithDefault("PT30S")
  Duration interval();

  /// Balance in bitcoin below which the wallet is called low.
  @WithDefault("1")
  double lowBalance();
}
