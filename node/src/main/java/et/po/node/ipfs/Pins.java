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
        public void add(Cid file, long size) {}

        @Override
        public void require(Cid root) {}

        @Override
        public void release(Cid root) {}
      };

  /// A file that was stored before is going to be pinned on every node, with others that come soon,
  /// or when the node is back. That survives a crash; until then it is where it was stored.
  ///
  /// @param size how many bytes it has
  void add(Cid file, long size);

  /// Everything below the root, which was stored before, is going to be pinned on every node, and
  /// one node at least has it when this returns.
  ///
  /// @throws et.po.node.messaging.TryLaterException when none can be reached; it is pinned later
  ///   all the same
  /// @throws BrokenDagException when something below it cannot be had
  void require(Cid root);

  /// The root is not to be pinned after all, unless a node has it already.
  void release(Cid root);

  /// Begins to bring what nodes lack.
  default void start() {}

  /// Returns when nothing is brought any more.
  default void stop() {}

  /// What is wrong with each node, in one sentence; empty while nothing is.
  default Optional<String> remark() {
    return problem();
  }

  /// Why nothing can be pinned now, in one sentence; empty while one node is left.
  default Optional<String> problem() {
    return Optional.empty();
  }
}
