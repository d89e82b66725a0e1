package et.po.protocol.batch;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/// How a batch's directory is laid out; the number is an anchor's version.
public enum BatchLayout {
  /// One directory, every claim file a link in it, named by its own CID.
  FLAT(0, FlatLayout.CAPACITY) {
    @Override
    Batch lay(Collection<BatchEntry> entries) {
      return FlatLayout.lay(entries);
    }
  },
  /// A tree of directories, sixteen wide, whose paths are OpenTimestamps proofs.
  TREE(1, TreeLayout.CAPACITY) {
    @Override
    Batch lay(Collection<BatchEntry> entries) {
      return TreeLayout.lay(entries);
    }
  };

  private final int version;
  private final int capacity;

  BatchLayout(int version, int capacity) {
    this.version = version;
    this.capacity = capacity;
  }

  /// Empty for a layout that this program does not know.
  public static Optional<BatchLayout> ofVersion(int version) {
    return Arrays.stream(values()).filter(layout -> layout.version == version).findFirst();
  }

  public int version() {
    return version;
  }

  /// How many claims a batch holds at most.
  public int capacity() {
    return capacity;
  }

  /// The same claims make the same batch, in whatever order and however often they are given.
  ///
  /// @throws IllegalArgumentException for no claims, for more than [#capacity], and in [#TREE] for
  ///   a claim file that is not one raw block
  public Batch build(Collection<BatchEntry> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one claim");
    }
    return lay(entries);
  }

  abstract Batch lay(Collection<BatchEntry> entries);

  void checkCapacity(int claims) {
    if (claims > capacity) {
      throw new IllegalArgumentException(
          "a batch of layout " + version + " holds " + capacity + " claims, not " + claims);
    }
  }
}
