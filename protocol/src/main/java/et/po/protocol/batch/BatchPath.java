package et.po.protocol.batch;

import java.util.Optional;

/// Where a claim stands in a batch, and how its digest leads to the root's.
///
/// @param claim from the claim file's CID digest to the root's
/// @param work from the SHA-256 of the work to the root's digest
public record BatchPath(BatchMember member, HashPath claim, Optional<HashPath> work) {}
