package et.po.node.ipfs;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Blocks that others have. Nothing they say is believed: an implementer hands out only bytes that
/// hash to the CID that was asked for.
public interface BlockSource {
  /// Blocks asked for at once, so that somebody far away is not asked for one after the other.
  int AT_ONCE = 8;

  /// Bounds the memory of one answer of [#fetchSome].
  int SOME = 32;

  /// The block; empty when it cannot be had from here now.
  ///
  /// @throws NotAskedException when nobody was asked who may have it, and who will be asked again
  Optional<Block> fetch(Cid cid);

  /// Those blocks, of the first few asked for, that can be had. What is missing may not have been
  /// asked for, which [#fetch] tells.
  default List<Block> fetchSome(Collection<Cid> cids) {
    return AtOnce.map(AT_ONCE, cids.stream().limit(SOME).toList(), this::fetchIfAsked).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Block> fetchIfAsked(Cid cid) {
    try {
      return fetch(cid);
    } catch (NotAskedException e) {
      return Optional.empty();
    }
  }
}
