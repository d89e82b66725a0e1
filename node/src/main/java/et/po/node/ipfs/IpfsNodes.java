package et.po.node.ipfs;

import et.po.node.messaging.TryLaterException;
import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The operator's IPFS nodes, asked in turn.
public final class IpfsNodes {
  private static final Logger LOG = Logger.getLogger(IpfsNodes.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofSeconds(10);

  private final List<KuboRpc> nodes;

  /// @param urls of their RPC APIs, with user and password where they ask for them
  /// @throws IllegalArgumentException for what is no such address, or for one that comes twice
  public IpfsNodes(List<String> urls) {
    this(urls, PATIENCE, REST, Clock.systemUTC());
  }

  IpfsNodes(List<String> urls, Duration patience, Duration rest, Clock clock) {
    this.nodes = urls.stream().map(url -> new KuboRpc(url, patience, rest, clock)).toList();
    if (names().stream().distinct().count() != nodes.size()) {
      throw new IllegalArgumentException("node.ipfs.urls names a node twice");
    }
  }

  List<KuboRpc> all() {
    return nodes;
  }

  /// Their addresses, without logins.
  List<String> names() {
    return nodes.stream().map(KuboRpc::name).toList();
  }

  /// The block from the first node that has it itself.
  ///
  /// @throws TryLaterException when no node answers
  Optional<Block> fetch(Cid cid) {
    return Optional.ofNullable(fetchAll(List.of(cid)).get(cid));
  }

  /// As [#fetch], many at once. A node that has other bytes than another is given the right ones.
  Map<Cid, Block> fetchAll(Collection<Cid> cids) {
    Map<Cid, Block> found = new HashMap<>();
    Map<KuboRpc, List<Cid>> rotten = new HashMap<>();
    List<TryLaterException> away = new ArrayList<>();
    for (KuboRpc node : nodes) {
      List<Cid> missing = cids.stream().filter(cid -> !found.containsKey(cid)).toList();
      try {
        for (Block block : new KuboBlockStore(node).read(missing).values()) {
          if (block.isIntact()) {
            found.put(block.cid(), block);
          } else {
            rotten.computeIfAbsent(node, _ -> new ArrayList<>()).add(block.cid());
          }
        }
      } catch (TryLaterException e) {
        away.add(e);
      }
    }
    if (!away.isEmpty() && away.size() == nodes.size()) {
      throw new TryLaterException(
          String.join("; ", away.stream().map(Throwable::getMessage).toList()), away.getFirst());
    }
    rotten.forEach((node, wrong) -> mend(node, wrong, found));
    return found;
  }

  /// Has everything below the root put into the database, in one request.
  void prefetch(Cid root, BlockStore database) {
    for (KuboRpc node : nodes) {
      Prefetch prefetch = new Prefetch(root, database);
      if (node.export(root, prefetch::take)) {
        prefetch.end();
        return;
      }
    }
  }

  private static void mend(KuboRpc node, List<Cid> wrong, Map<Cid, Block> found) {
    LOG.warnf("The IPFS node %s has wrong bytes for %s", node.name(), wrong);
    List<Block> right = wrong.stream().filter(found::containsKey).map(found::get).toList();
    try {
      new KuboBlockStore(node).store(right);
    } catch (TryLaterException e) {
      LOG.warnf("They stay wrong: %s", e.getMessage());
    }
  }
}
