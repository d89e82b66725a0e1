package et.po.node.blockchainwriter;

/// How anchors and the wallet stand, for those who watch.
///
/// @param height of the Bitcoin node's best chain
/// @param tipAgeSeconds how old its last block is
/// @param balance satoshis that the wallet can spend
/// @param spentLastDay satoshis that anchors of the last 24 hours cost
/// @param dailyCap satoshis that they may
/// @param waiting batches without a transaction
/// @param unmined transactions without a block
/// @param shallow transactions in blocks that are not as deep yet as is watched
/// @param oldestSeconds the age of the oldest batch without a block
public record AnchorFigures(
    int height,
    long tipAgeSeconds,
    long balance,
    long spentLastDay,
    long dailyCap,
    long waiting,
    long unmined,
    long shallow,
    long oldestSeconds) {
  static final AnchorFigures NONE = new AnchorFigures(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
