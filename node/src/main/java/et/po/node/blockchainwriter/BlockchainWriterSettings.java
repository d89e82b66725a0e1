package et.po.node.blockchainwriter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How batches are written to Bitcoin.
@ConfigMapping(prefix = "node.blockchain-writer")
public interface BlockchainWriterSettings {
  /// The four letters our anchors begin with. Nodes that are to see each other's works share them.
  @WithDefault("POET")
  String prefix();

  /// How often an unmined transaction is sent again. Seldom costs time after a reorganisation,
  /// often costs calls.
  @WithDefault("PT60S")
  Duration rebroadcast();

  /// Satoshis a virtual byte that are paid at least; below 1 nothing is relayed.
  @WithDefault("1")
  double lowestFeeRate();

  /// Satoshis a virtual byte that are paid at most, whatever the node estimates. Higher confirms
  /// sooner and costs more.
  @WithDefault("100")
  double highestFeeRate();
}
