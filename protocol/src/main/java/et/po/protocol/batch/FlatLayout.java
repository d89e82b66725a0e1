package et.po.protocol.batch;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.DagLink;
import et.po.protocol.ipfs.DagNode;
import et.po.protocol.ipfs.MalformedDagException;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.UnixFs;
import et.po.protocol.ipfs.VerifiedBlocks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Layout 0: one directory, each claim file linked under the text of its CID.
final class FlatLayout {
  /// As many links of a version-1 CID as fit into a block that any IPFS node passes on.
  static final int CAPACITY = 16_384;

  private FlatLayout() {}

  static Batch lay(Collection<BatchEntry> entries) {
    Map<Cid, DagLink> links = new LinkedHashMap<>();
    for (BatchEntry entry : entries) {
      Cid file = entry.claimFile();
      links.put(file, new DagLink(file, file.toString(), entry.size()));
    }
    BatchLayout.FLAT.checkCapacity(links.size());
    Block root = UnixFs.directory(links.values());
    List<DagLink> sorted = DagNode.decode(root.data()).orElseThrow().links();
    List<Integer> offsets = DagNode.digestOffsets(root.data());
    List<BatchPath> paths = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      HashStep step = HashStep.through(root.data(), offsets.get(i));
      paths.add(
          new BatchPath(member(sorted.get(i)), new HashPath(List.of(step)), Optional.empty()));
    }
    return new Batch(root.cid(), List.of(root), paths);
  }

  /// The first readers took every link for a claim file, whatever its name.
  static List<BatchMember> read(Cid root, VerifiedBlocks blocks)
      throws MissingBlockException, MalformedDagException {
    return blocks.fetchDirectory(root).links().stream().map(FlatLayout::member).toList();
  }

  private static BatchMember member(DagLink link) {
    return new BatchMember(link.name(), link.cid(), Optional.empty());
  }
}
