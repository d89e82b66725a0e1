package et.po.protocol.bitcoin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The tree of hashes over a block's transactions. A level of odd length repeats its last hash.
final class MerkleTree {
  private final List<List<byte[]>> levels = new ArrayList<>();

  MerkleTree(List<byte[]> hashes) {
    List<byte[]> level = hashes;
    levels.add(level);
    while (level.size() > 1) {
      level = above(level);
      levels.add(level);
    }
  }

  private static List<byte[]> above(List<byte[]> level) {
    List<byte[]> above = new ArrayList<>();
    for (int i = 0; i < level.size(); i += 2) {
      above.add(DoubleSha256.of(level.get(i), sibling(level, i)));
    }
    return above;
  }

  private static byte[] sibling(List<byte[]> level, int position) {
    return level.get(Math.min(position ^ 1, level.size() - 1));
  }

  byte[] root() {
    return levels.getLast().getFirst();
  }

  /// Whether two different neighbours are equal.
  ///
  /// Then a list with fewer transactions has the same root (CVE-2012-2459), and this one is a
  /// forgery of it.
  boolean repeatsItself() {
    for (List<byte[]> level : levels) {
      for (int i = 0; i + 1 < level.size(); i += 2) {
        if (Arrays.equals(level.get(i), level.get(i + 1))) {
          return true;
        }
      }
    }
    return false;
  }

  MerklePath pathOf(int position) {
    List<byte[]> siblings = new ArrayList<>();
    int at = position;
    for (List<byte[]> level : levels.subList(0, levels.size() - 1)) {
      siblings.add(sibling(level, at));
      at >>= 1;
    }
    return new MerklePath(siblings, position);
  }
}
