package et.po.protocol.proof;

import et.po.protocol.batch.HashPath;
import et.po.protocol.ipfs.Sha256;

/// What a receipt says of the work that was claimed.
///
/// @param sha256 of the work itself
/// @param path of the file with these 32 bytes in the batch, e.g. `3/0/f.sha256`
/// @param steps from the work's SHA-256 to the batch's digest; the first hashes it alone
public record WorkProof(Sha256 sha256, String path, HashPath steps) {}
