package et.po.protocol.proof;

import et.po.protocol.bitcoin.BlockHeader;
import et.po.protocol.ipfs.Sha256;
import java.util.Optional;

/// What whoever checks a receipt has in hand and trusts. What is not given is not checked.
///
/// @param claimFile the claim file's bytes
/// @param work the SHA-256 of the work
/// @param header of the block at the receipt's height, from a chain that is trusted
public record Evidence(
    Optional<byte[]> claimFile, Optional<Sha256> work, Optional<BlockHeader> header) {
  /// Nothing but the receipt itself.
  public static final Evidence NONE =
      new Evidence(Optional.empty(), Optional.empty(), Optional.empty());

  public Evidence withClaimFile(byte[] bytes) {
    return new Evidence(Optional.of(bytes), work, header);
  }

  public Evidence withWork(Sha256 digest) {
    return new Evidence(claimFile, Optional.of(digest), header);
  }

  public Evidence withHeader(BlockHeader trusted) {
    return new Evidence(claimFile, work, Optional.of(trusted));
  }
}
