package et.po.node.bitcoin;

import et.po.node.bitcoin.BitcoinNode.Chain;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Whether a Bitcoin node is the right one, and up to date.
///
/// @param oldestTip how old the last block may be. On a regtest chain blocks come when somebody
///   wants them, and are never too old
public record ChainCheck(Network network, Duration oldestTip, InstantSource clock) {
  /// So many blocks that were read are undone where the chain has become another; a deeper
  /// reorganisation is no accident, and a person should look. What is in a block with so many on
  /// top of it stays.
  public static final int DEEPEST_REORGANISATION = 100;

  /// So many blocks may be known by their headers alone, for their bytes are on their way.
  private static final int USUAL_DELAY = 2;

  /// @throws BitcoinProblemException for a node on another chain: what is on it is not ours to read
  ///   or to write
  public void requireNetwork(Chain chain) {
    if (!network.isCalled(chain.network())) {
      throw new BitcoinProblemException(
          Kind.WRONG_NETWORK,
          "the Bitcoin node is on the network \"%s\", and NODE_NETWORK is %s: one of them is wrong"
              .formatted(chain.network(), network.label()));
    }
  }

  /// Why what the node says of the chain is not the latest.
  public Optional<BitcoinProblem> behind(Chain chain) {
    if (network == Network.REGTEST) {
      return Optional.empty();
    }
    if (chain.initialDownload() || chain.headers() > chain.tip().height() + USUAL_DELAY) {
      return Optional.of(
          new BitcoinProblem(
              Kind.SYNCING,
              "the Bitcoin node is still syncing: it is at block %d of %d"
                  .formatted(chain.tip().height(), chain.headers())));
    }
    Duration age = Duration.between(chain.tipTime(), clock.instant());
    return age.compareTo(oldestTip) > 0
        ? Optional.of(
            new BitcoinProblem(
                Kind.SYNCING,
                "the Bitcoin node's last block, %d, is %d minutes old: it does not hear of new ones"
                    .formatted(chain.tip().height(), age.toMinutes())))
        : Optional.empty();
  }

  /// @throws BitcoinProblemException for a node whose chain is not one to write to now
  public void requireCurrent(Chain chain) {
    requireNetwork(chain);
    behind(chain)
        .ifPresent(problem -> {
          throw new BitcoinProblemException(problem.kind(), problem.sentence());
        });
  }
}
