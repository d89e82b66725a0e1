package et.po.protocol.batch;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.MalformedDagException;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.VerifiedBlocks;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads a batch that somebody anchored.
public final class BatchReader {
  private BatchReader() {}

  /// Every claim file in the batch. Only directories are fetched, and each is checked against its
  /// CID.
  ///
  /// @throws MissingBlockException if a directory cannot be had now; try again later
  /// @throws MalformedBatchException if the batch is not of this layout
  public static List<BatchMember> read(
      BatchLayout layout, Cid root, Function<Cid, Optional<Block>> source)
      throws MissingBlockException, MalformedBatchException {
    VerifiedBlocks blocks = new VerifiedBlocks(source);
    try {
      return switch (layout) {
        case FLAT -> FlatLayout.read(root, blocks);
        case TREE -> new TreeReader(blocks).read(root);
      };
    } catch (MalformedDagException e) {
      throw new MalformedBatchException(e);
    }
  }
}
