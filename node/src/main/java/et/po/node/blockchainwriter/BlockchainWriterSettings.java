package et.po.node.blockchainwriter;

import et.po.node.bitcoin.ChainCheck;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// How batches are written to Bitcoin.
@ConfigMapping(prefix = "node.blockchain-writer")
public interface BlockchainWriterSettings {
  /// The four letters our anchors begin with. Nodes that are to see each other's works share them.
  @WithDefault("POET")
  String prefix();

  /// What is to be done on mainnet, where it has to be said: `i-spend-real-bitcoin`, or `read-only`
  /// for a node that anchors nothing.
  Optional<String> mainnet();

  /// How often an unmined transaction is sent again. Seldom costs time after a reorganisation,
  /// often costs calls.
  @WithDefault("PT60S")
  Duration rebroadcast();

  /// Satoshis a virtual byte that are paid at least; below 1 most nodes relay nothing.
  @WithDefault("1")
  double lowestFeeRate();

  /// Satoshis a virtual byte that are paid at most, whatever the node estimates. Higher confirms
  /// sooner and costs more.
  @WithDefault("100")
  double highestFeeRate();

  /// Satoshis that anchors of any 24 hours may cost; without it a million, and on regtest, where
  /// they cost nothing, no cap. When it is reached, batches wait.
  OptionalLong dailyCap();

  /// After so many blocks that did not take it, and after [#replaceAfter()], a transaction is
  /// replaced by one that pays more. Less confirms sooner and costs more.
  @WithDefault("6")
  int replaceAfterBlocks();

  @WithDefault("PT30M")
  Duration replaceAfter();

  /// How many blocks on top of its own a transaction is no longer watched, 1 at least. A
  /// reorganisation that goes deeper than this, and not over 100 blocks, is still undone and
  /// redone.
  @WithDefault("" + ChainCheck.DEEPEST_REORGANISATION)
  int confirmations();

  /// Satoshis in the wallet below which it is called low.
  @WithDefault("100000")
  long lowBalance();
}
