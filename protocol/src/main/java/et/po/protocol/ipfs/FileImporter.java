package et.po.protocol.ipfs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Cuts a file into IPFS blocks, as stock importers do for version-0 CIDs.
///
/// Chunks of 262,144 bytes become dag-pb leaves; at most 174 of them hang below a node, at most 174
/// of those below the next, until one node remains. The file is read once and never held whole.
public final class FileImporter {
  private static final int CHUNK_SIZE = 262_144;
  private static final int MAX_LINKS = 174;

  /// A finished node that awaits its parent.
  private record Part(Cid cid, long fileSize, long dagSize) {}

  private final Consumer<Block> blocks;
  private final List<List<Part>> levels = new ArrayList<>();

  private FileImporter(Consumer<Block> blocks) {
    this.blocks = blocks;
  }

  /// Hands on every block, children before parents, and returns the root's CID.
  public static Cid importFile(InputStream file, Consumer<Block> blocks) throws IOException {
    FileImporter importer = new FileImporter(blocks);
    byte[] chunk = file.readNBytes(CHUNK_SIZE);
    do {
      importer.add(0, importer.leaf(chunk));
      chunk = file.readNBytes(CHUNK_SIZE);
    } while (chunk.length > 0);
    return importer.root();
  }

  /// The CID that a file of these bytes has.
  public static Cid cidOf(byte[] file) {
    try {
      return importFile(new ByteArrayInputStream(file), block -> {});
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory does not fail", e);
    }
  }

  private Part leaf(byte[] chunk) {
    byte[] node = new DagNode(List.of(), UnixFsNode.leaf(chunk).encode()).encode();
    return finish(node, chunk.length, 0);
  }

  private Part parent(List<Part> parts) {
    List<DagLink> links =
        parts.stream().map(part -> new DagLink(part.cid(), "", part.dagSize())).toList();
    UnixFsNode file = UnixFsNode.fileOf(parts.stream().map(Part::fileSize).toList());
    long below = parts.stream().mapToLong(Part::dagSize).sum();
    return finish(new DagNode(links, file.encode()).encode(), file.size(), below);
  }

  private Part finish(byte[] node, long fileSize, long below) {
    Block block = Block.dagPb(node);
    blocks.accept(block);
    return new Part(block.cid(), fileSize, node.length + below);
  }

  /// A full level is closed only when one more comes: the last full one may be the root's.
  private void add(int level, Part part) {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    if (levels.get(level).size() == MAX_LINKS) {
      close(level);
    }
    levels.get(level).add(part);
  }

  private void close(int level) {
    Part parent = parent(levels.get(level));
    levels.set(level, new ArrayList<>());
    add(level + 1, parent);
  }

  private Cid root() {
    int level = 0;
    while (level < levels.size() - 1 || levels.get(level).size() > 1) {
      close(level++);
    }
    return levels.get(level).getFirst().cid();
  }
}
