package et.po.protocol.batch;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.DagLink;
import et.po.protocol.ipfs.DagNode;
import et.po.protocol.ipfs.MalformedDagException;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.VerifiedBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds the hash path of one file in a batch, from the directories alone.
public final class BatchPaths {
  private BatchPaths() {}

  /// The path from the CID digest of the file at `path` up to the root's digest.
  ///
  /// For a work file, [HashPath#fromWork] then gives the path of the work itself.
  ///
  /// @throws MalformedBatchException also if there is no such file
  public static HashPath pathTo(String path, Cid root, Function<Cid, Optional<Block>> source)
      throws MissingBlockException, MalformedBatchException {
    try {
      return walk(path, root, new VerifiedBlocks(source));
    } catch (MalformedDagException e) {
      throw new MalformedBatchException(e);
    }
  }

  private static HashPath walk(String path, Cid root, VerifiedBlocks blocks)
      throws MissingBlockException, MalformedDagException, MalformedBatchException {
    List<HashStep> steps = new ArrayList<>();
    Cid at = root;
    for (String name : path.split("/", -1)) {
      List<DagLink> links = blocks.fetchDirectory(at).links();
      int index = links.stream().map(DagLink::name).toList().indexOf(name);
      if (index < 0) {
        throw new MalformedBatchException("batch " + root + " has no file " + path);
      }
      byte[] block = blocks.fetch(at);
      steps.add(HashStep.through(block, DagNode.digestOffsets(block).get(index)));
      at = links.get(index).cid();
    }
    return new HashPath(steps.reversed());
  }
}
