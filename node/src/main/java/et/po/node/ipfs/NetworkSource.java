package et.po.node.ipfs;

import et.po.node.messaging.TryLaterException;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Blocks that the operator's IPFS nodes get from the IPFS network.
public final class NetworkSource implements BlockSource {
  /// How long a block is looked for.
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final IpfsNodes nodes;
  private final Duration longest;
  private final Search search;

  public NetworkSource(IpfsNodes nodes) {
    this(nodes, LONGEST, Clock.systemUTC());
  }

  NetworkSource(IpfsNodes nodes, Duration longest, Clock clock) {
    this.nodes = nodes;
    this.longest = longest;
    this.search = new Search("the IPFS network", clock);
  }

  /// From the first node that answers: all look in the same network.
  @Override
  public Optional<Block> fetch(Cid cid) {
    if (!search.mayAsk(cid)) {
      return Optional.empty();
    }
    for (KuboRpc node : nodes.all()) {
      try {
        return fetch(node, cid);
      } catch (TryLaterException e) {
        // The next one may answer.
      }
    }
    return Optional.empty();
  }

  private Optional<Block> fetch(KuboRpc node, Cid cid) {
    long start = System.nanoTime();
    Optional<Block> block =
        node.anyBlock(cid, longest).map(data -> new Block(cid, data)).filter(Block::isIntact);
    if (block.isEmpty()) {
      search.foundNothing(cid);
      if (System.nanoTime() - start >= longest.toNanos()) {
        search.rest("it found nothing in " + longest);
      }
    }
    return block;
  }
}
