package et.po.protocol.bitcoin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The hashes that lead from a transaction to its block's merkle root.
///
/// @param siblings 32 bytes each, lowest first, in the order in which they are hashed
/// @param position of the transaction in its block; its bits say on which side each sibling stands
public record MerklePath(List<byte[]> siblings, int position) {
  /// A block of 4,000,000 weight units has fewer than 2^16 transactions.
  public static final int MAX_LENGTH = 16;

  private static final int HASH_LENGTH = 32;

  public MerklePath {
    siblings = List.copyOf(siblings);
    if (siblings.size() > MAX_LENGTH || position < 0 || position >> siblings.size() != 0) {
      throw new IllegalArgumentException("a path has at most 16 steps, and a position within them");
    }
    if (siblings.stream().anyMatch(hash -> hash.length != HASH_LENGTH)) {
      throw new IllegalArgumentException("a hash has 32 bytes");
    }
  }

  /// The root that a transaction of this hash has here.
  ///
  /// Empty where a right child equals its left one: that is the copy which fills an odd level, and
  /// no transaction stands there.
  public Optional<byte[]> root(byte[] transactionHash) {
    byte[] at = transactionHash;
    for (int i = 0; i < siblings.size(); i++) {
      byte[] sibling = siblings.get(i);
      if (isRight(i) && Arrays.equals(sibling, at)) {
        return Optional.empty();
      }
      at = isRight(i) ? DoubleSha256.of(sibling, at) : DoubleSha256.of(at, sibling);
    }
    return Optional.of(at);
  }

  /// Whether the hash on this level of the path is a right child, its sibling to the left.
  public boolean isRight(int level) {
    return (position >> level & 1) == 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MerklePath that
        && position == that.position
        && Arrays.deepEquals(siblings.toArray(), that.siblings.toArray());
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.deepHashCode(siblings.toArray()) + position;
  }
}
