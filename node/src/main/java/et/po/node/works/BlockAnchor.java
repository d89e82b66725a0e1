package et.po.node.works;

import java.util.List;

/// An anchor in a block of the best chain, with what a proof needs of the block.
///
/// @param transactionHex the transaction without witness data
/// @param merklePath sibling hashes from the transaction up, hex in the order of hashing
/// @param position of the transaction in the block
/// @param headerHex the 80-byte block header
public record BlockAnchor(
    String prefix,
    int version,
    int storageProtocol,
    String transactionId,
    int height,
    String blockHash,
    String transactionHex,
    List<String> merklePath,
    int position,
    String headerHex) {
  public BlockAnchor {
    merklePath = List.copyOf(merklePath);
  }
}
