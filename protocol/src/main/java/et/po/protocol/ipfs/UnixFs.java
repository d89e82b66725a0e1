package et.po.protocol.ipfs;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Files and directories of IPFS: making directories, reading files back, following paths.
public final class UnixFs {
  /// Far deeper than any file that fits a disk; ends what a hostile tree could make of one.
  private static final int MAX_DEPTH = 16;

  private UnixFs() {}

  /// The block of a plain directory; the order of the entries does not matter.
  ///
  /// @throws IllegalArgumentException if a name comes twice
  public static Block directory(Collection<DagLink> entries) {
    if (entries.stream().map(DagLink::name).distinct().count() != entries.size()) {
      throw new IllegalArgumentException("a directory has each name once");
    }
    return Block.dagPb(new DagNode(List.copyOf(entries), UnixFsNode.directory().encode()).encode());
  }

  /// Whether the node says no more than [#directory] writes: its links.
  public static boolean isNothingButLinks(DagNode node) {
    return Arrays.equals(node.data(), UnixFsNode.directory().encode());
  }

  /// What a file of this CID says of its size, in bytes.
  public static long sizeOf(Cid file, Function<Cid, Optional<Block>> source)
      throws MissingBlockException, MalformedDagException {
    VerifiedBlocks blocks = new VerifiedBlocks(source);
    return file.codec() == Cid.Codec.RAW
        ? blocks.fetch(file).length
        : fileEntry(file, blocks.fetchNode(file)).size();
  }

  /// Writes a file's content, block by block, each checked against its CID before it is written.
  ///
  /// Nothing is written of a file that says it is over `limit` bytes. A file that breaks later may
  /// have been written in part.
  public static void read(
      Cid file, Function<Cid, Optional<Block>> source, long limit, OutputStream out)
      throws IOException, MissingBlockException, MalformedDagException {
    long size = sizeOf(file, source);
    if (size > limit) {
      throw new MalformedDagException("file " + file + " is over " + limit + " bytes");
    }
    read(file, size, MAX_DEPTH, new VerifiedBlocks(source), out);
  }

  /// What a path of names, separated by `/`, leads to; empty if a name is not there.
  ///
  /// An empty path is the root itself.
  public static Optional<Cid> resolve(Cid root, String path, Function<Cid, Optional<Block>> source)
      throws MissingBlockException, MalformedDagException {
    VerifiedBlocks blocks = new VerifiedBlocks(source);
    Cid at = root;
    Iterator<String> names = List.of(path.split("/", -1)).iterator();
    while (!path.isEmpty() && names.hasNext()) {
      String name = names.next();
      Optional<DagLink> link =
          blocks.fetchDirectory(at).links().stream()
              .filter(entry -> entry.name().equals(name))
              .findFirst();
      if (link.isEmpty()) {
        return Optional.empty();
      }
      at = link.get().cid();
    }
    return Optional.of(at);
  }

  private static void read(Cid cid, long size, int depth, VerifiedBlocks blocks, OutputStream out)
      throws IOException, MissingBlockException, MalformedDagException {
    if (cid.codec() == Cid.Codec.RAW) {
      write(cid, blocks.fetch(cid), size, out);
      return;
    }
    DagNode node = blocks.fetchNode(cid);
    UnixFsNode entry = fileEntry(cid, node);
    if (node.links().isEmpty()) {
      write(cid, entry.data(), size, out);
      return;
    }
    if (depth == 0) {
      throw new MalformedDagException("file is nested over " + MAX_DEPTH + " deep");
    }
    checkParts(cid, node, entry, size);
    for (int i = 0; i < node.links().size(); i++) {
      read(node.links().get(i).cid(), entry.partSizes().get(i), depth - 1, blocks, out);
    }
  }

  /// Every part has at least a byte, so that blocks read are in proportion to bytes written.
  private static void checkParts(Cid cid, DagNode node, UnixFsNode entry, long size)
      throws MalformedDagException {
    long rest = size;
    for (long part : entry.partSizes()) {
      if (part < 1 || part > rest) {
        throw sizesDisagree(cid);
      }
      rest -= part;
    }
    boolean agrees =
        rest == 0
            && entry.data().length == 0
            && entry.size() == size
            && entry.partSizes().size() == node.links().size();
    if (!agrees) {
      throw sizesDisagree(cid);
    }
  }

  private static void write(Cid cid, byte[] content, long size, OutputStream out)
      throws IOException, MalformedDagException {
    if (content.length != size) {
      throw sizesDisagree(cid);
    }
    out.write(content);
  }

  private static UnixFsNode fileEntry(Cid cid, DagNode node) throws MalformedDagException {
    return UnixFsNode.decode(node.data())
        .filter(entry -> entry.type() != UnixFsNode.Type.DIRECTORY)
        .orElseThrow(() -> new MalformedDagException(cid + " is not a file"));
  }

  private static MalformedDagException sizesDisagree(Cid cid) {
    return new MalformedDagException("the sizes below " + cid + " do not add up");
  }
}
