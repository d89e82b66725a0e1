package et.po.protocol.batch;

import et.po.protocol.ipfs.Block;
import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.DagLink;
import et.po.protocol.ipfs.DagNode;
import et.po.protocol.ipfs.Sha256;
import et.po.protocol.ipfs.UnixFs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Layout 1: leaves of at most sixteen claims, and directories of at most sixteen above them.
final class TreeLayout {
  static final int WIDTH = 16;

  /// Six levels of sixteen, far beyond what is batched at once.
  static final int CAPACITY = 1 << 24;

  static final String NAMES = "0123456789abcdef";
  static final String CLAIM = ".json";
  static final String WORK = ".sha256";

  /// A directory, what is below it, and the members whose paths lead through it.
  private record Subtree(Block block, long size, List<Growing> members) {}

  /// A member whose path is known as far as the current level.
  private static final class Growing {
    private final Cid claimFile;
    private final Optional<Cid> workFile;
    private String path;
    private final List<HashStep> claim = new ArrayList<>(6);
    private final List<HashStep> work = new ArrayList<>(6);

    Growing(BatchEntry entry, String path, Optional<Cid> workFile) {
      this.claimFile = entry.claimFile();
      this.path = path;
      this.workFile = workFile;
    }

    void climb(String name, HashStep step) {
      path = name + "/" + path;
      claim.add(step);
      work.add(step);
    }

    BatchPath finished() {
      return new BatchPath(
          new BatchMember(path, claimFile, workFile),
          new HashPath(claim),
          workFile.map(_ -> new HashPath(work).fromWork()));
    }
  }

  private final List<Block> blocks = new ArrayList<>();

  private TreeLayout() {}

  static Batch lay(Collection<BatchEntry> entries) {
    return new TreeLayout().build(sorted(entries));
  }

  /// Each claim file once. Of several works named for it, the one with the lowest digest stands.
  private static List<BatchEntry> sorted(Collection<BatchEntry> entries) {
    TreeMap<byte[], BatchEntry> byDigest = new TreeMap<>(Arrays::compareUnsigned);
    for (BatchEntry entry : entries) {
      if (entry.claimFile().codec() != Cid.Codec.RAW) {
        throw new IllegalArgumentException(
            "a claim file in layout 1 is one raw block, not " + entry.claimFile());
      }
      byDigest.merge(entry.claimFile().digest().bytes(), entry, TreeLayout::better);
    }
    BatchLayout.TREE.checkCapacity(byDigest.size());
    return List.copyOf(byDigest.values());
  }

  private static final Comparator<BatchEntry> BY_WORK =
      Comparator.comparing(entry -> entry.work().map(Sha256::hex).orElse("g"));

  private static BatchEntry better(BatchEntry one, BatchEntry other) {
    return BY_WORK.compare(one, other) <= 0 ? one : other;
  }

  private Batch build(List<BatchEntry> entries) {
    List<Subtree> level = new ArrayList<>();
    for (int i = 0; i < entries.size(); i += WIDTH) {
      level.add(leaf(entries.subList(i, Math.min(i + WIDTH, entries.size()))));
    }
    while (level.size() > 1) {
      List<Subtree> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += WIDTH) {
        above.add(parent(level.subList(i, Math.min(i + WIDTH, level.size()))));
      }
      level = above;
    }
    Subtree root = level.getFirst();
    List<BatchPath> paths = root.members().stream().map(Growing::finished).toList();
    return new Batch(root.block().cid(), blocks, paths);
  }

  private Subtree leaf(List<BatchEntry> entries) {
    List<DagLink> links = new ArrayList<>();
    List<Growing> members = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      BatchEntry entry = entries.get(i);
      String name = NAMES.substring(i, i + 1);
      links.add(new DagLink(entry.claimFile(), name + CLAIM, entry.size()));
      Optional<Cid> workFile = entry.work().map(this::workFile);
      workFile.ifPresent(cid -> links.add(new DagLink(cid, name + WORK, 32)));
      members.add(new Growing(entry, name + CLAIM, workFile));
    }
    Block block = add(UnixFs.directory(links));
    int at = 0;
    List<Integer> offsets = DagNode.digestOffsets(block.data());
    for (Growing member : members) {
      member.claim.add(HashStep.through(block.data(), offsets.get(at++)));
      if (member.workFile.isPresent()) {
        member.work.add(HashStep.through(block.data(), offsets.get(at++)));
      }
    }
    return new Subtree(block, size(block, links), members);
  }

  private Subtree parent(List<Subtree> children) {
    List<DagLink> links = new ArrayList<>();
    for (Subtree child : children) {
      links.add(new DagLink(child.block().cid(), name(links.size()), child.size()));
    }
    Block block = add(UnixFs.directory(links));
    List<Integer> offsets = DagNode.digestOffsets(block.data());
    List<Growing> members = new ArrayList<>();
    for (int i = 0; i < children.size(); i++) {
      HashStep step = HashStep.through(block.data(), offsets.get(i));
      for (Growing member : children.get(i).members()) {
        member.climb(name(i), step);
        members.add(member);
      }
    }
    return new Subtree(block, size(block, links), members);
  }

  private Cid workFile(Sha256 work) {
    return add(Block.raw(work.bytes())).cid();
  }

  private Block add(Block block) {
    blocks.add(block);
    return block;
  }

  private static String name(int index) {
    return NAMES.substring(index, index + 1);
  }

  private static long size(Block block, List<DagLink> links) {
    return block.data().length + links.stream().mapToLong(DagLink::size).sum();
  }
}
