package et.po.protocol.batch;

import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.Sha256;
import java.util.Optional;

/// A claim on its way into a batch.
///
/// @param size what the claim file takes up on IPFS: for a raw block its length in bytes, for a
///   dag-pb file the sum of its blocks
/// @param work the SHA-256 of the work itself, where it is known
public record BatchEntry(Cid claimFile, long size, Optional<Sha256> work) {
  public BatchEntry {
    if (size < 0) {
      throw new IllegalArgumentException("a size is never negative, not " + size);
    }
  }
}
