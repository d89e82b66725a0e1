package et.po.protocol.proof;

import et.po.protocol.batch.HashPath;
import et.po.protocol.ipfs.Cid;

/// What a receipt says of the claim.
///
/// @param id the claim's id
/// @param file the claim file's CID
/// @param path of the file in its batch, e.g. `3/0/f.json`
/// @param steps from the file's CID digest to the batch's
public record ClaimProof(String id, Cid file, String path, HashPath steps) {}
