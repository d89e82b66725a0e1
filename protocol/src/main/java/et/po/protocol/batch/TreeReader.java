package et.po.protocol.batch;

import et.po.protocol.ipfs.Cid;
import et.po.protocol.ipfs.DagLink;
import et.po.protocol.ipfs.DagNode;
import et.po.protocol.ipfs.MalformedDagException;
import et.po.protocol.ipfs.MissingBlockException;
import et.po.protocol.ipfs.UnixFs;
import et.po.protocol.ipfs.VerifiedBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads a batch of layout 1 from foreign blocks.
///
/// Claim file digests must ascend over the whole batch. That is the layout, and it ends every
/// attempt to make a small batch look large by linking the same directory over and over. And a
/// directory has nothing but links, so that no step of a proof is long.
final class TreeReader {
  private static final int MAX_DEPTH = 6;

  private final VerifiedBlocks blocks;
  private final List<BatchMember> members = new ArrayList<>();
  private byte[] last = {};

  TreeReader(VerifiedBlocks blocks) {
    this.blocks = blocks;
  }

  List<BatchMember> read(Cid root) throws MissingBlockException, MalformedDagException {
    read(root, "", 1);
    return List.copyOf(members);
  }

  private void read(Cid directory, String path, int depth)
      throws MissingBlockException, MalformedDagException {
    DagNode node = blocks.fetchDirectory(directory);
    List<DagLink> links = node.links();
    if (links.isEmpty() || depth > MAX_DEPTH || !UnixFs.isNothingButLinks(node)) {
      throw notLayout1(path);
    }
    if (links.getFirst().name().endsWith(TreeLayout.CLAIM)) {
      readLeaf(links, path);
      return;
    }
    for (int i = 0; i < links.size(); i++) {
      expectName(links.get(i), i, "", path);
      read(links.get(i).cid(), path + links.get(i).name() + "/", depth + 1);
    }
  }

  private void readLeaf(List<DagLink> links, String path) throws MalformedDagException {
    int at = 0;
    for (int i = 0; at < links.size(); i++) {
      DagLink claim = links.get(at++);
      expectName(claim, i, TreeLayout.CLAIM, path);
      expectAscending(claim.cid(), path);
      Optional<Cid> work = Optional.empty();
      if (at < links.size() && isWork(links.get(at), i)) {
        work = Optional.of(links.get(at++).cid());
      }
      if (work.filter(TreeReader::isNotRaw).isPresent()) {
        throw notLayout1(path);
      }
      members.add(new BatchMember(path + claim.name(), claim.cid(), work));
    }
  }

  private static boolean isWork(DagLink link, int index) {
    return link.name().equals(TreeLayout.NAMES.charAt(index) + TreeLayout.WORK);
  }

  private static boolean isNotRaw(Cid cid) {
    return cid.codec() != Cid.Codec.RAW;
  }

  private void expectAscending(Cid claimFile, String path) throws MalformedDagException {
    byte[] digest = claimFile.digest().bytes();
    if (isNotRaw(claimFile) || Arrays.compareUnsigned(last, digest) >= 0) {
      throw notLayout1(path);
    }
    last = digest;
  }

  private static void expectName(DagLink link, int index, String ending, String path)
      throws MalformedDagException {
    if (index >= TreeLayout.WIDTH || !link.name().equals(TreeLayout.NAMES.charAt(index) + ending)) {
      throw notLayout1(path);
    }
  }

  private static MalformedDagException notLayout1(String path) {
    return new MalformedDagException("directory /" + path + " is not laid out as layout 1 says");
  }
}
