package et.po.node.works;

import java.util.Optional;

/// One of the ways from a claim file into a block: the anchor, and where the file stands in the
/// batch that it anchors.
///
/// @param path of the claim file in the batch
/// @param workSha256 lower-case hex of the SHA-256 of the work, where it stands beside the claim
///   file; not where something else does
/// @param portable whether OpenTimestamps can carry every step of the way
public record Placement(
    String batchCid,
    String path,
    Optional<String> workSha256,
    boolean portable,
    BlockAnchor anchor) {}
