package et.po.protocol.batch;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import java.util.List;

/// Claims laid out as one IPFS directory.
///
/// @param directories the blocks that are new with it, children before parents: directories and the
///   32-byte work files, not the claim files
/// @param paths of every claim, in the order of the layout
public record Batch(Cid root, List<Block> directories, List<BatchPath> paths) {
  public Batch {
    directories = List.copyOf(directories);
    paths = List.copyOf(paths);
  }
}
