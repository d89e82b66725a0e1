package et.po.node.ipfs;

import et.po.protocol.ipfs.Cid;
import java.util.Optional;

/// What the operator's IPFS nodes are to keep for good, and to give to everybody.
///
/// All methods may be called again with the same root.
public interface Pins {
  /// Without IPFS nodes the database keeps everything.
  Pins NONE =
      new Pins() {
        @Override
        public void add(Cid root) {}

        @Override
        public void require(Cid root) {}
      };

  /// Everything below the root, which was stored before, is going to be pinned on every node, now
  /// or when the node is back. That survives a crash.
  void add(Cid root);

  /// As [#add], and one node at least has it when this returns.
  ///
  /// @throws et.po.node.messaging.TryLaterException when none can be reached; it is pinned later
  ///   all the same
  void require(Cid root);

  /// Begins to bring what nodes lack.
  default void start() {}

  /// Returns when nothing is brought any more.
  default void stop() {}

  /// Why nothing can be pinned now, in one sentence; empty while one node is left.
  default Optional<String> problem() {
    return Optional.empty();
  }
}
