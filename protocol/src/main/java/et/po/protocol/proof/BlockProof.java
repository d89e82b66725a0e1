package et.po.protocol.proof;

import et.po.protocol.bitcoin.BlockHeader;
import java.time.Instant;

/// What a receipt says of the Bitcoin block.
///
/// @param height which only a chain of headers can confirm
/// @param hash as displayed
/// @param time that the header names
public record BlockProof(int height, String hash, Instant time, BlockHeader header) {
  public static BlockProof of(int height, BlockHeader header) {
    return new BlockProof(height, header.hash(), header.time(), header);
  }
}
