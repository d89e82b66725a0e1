package et.po.protocol.batch;

import et.po.protocol.ipfs.DagNode;
import et.po.protocol.ipfs.Sha256;
import java.util.Arrays;
import java.util.Optional;

/// One step of a path: the next digest is `SHA-256(prefix || digest || suffix)`.
///
/// Steps through the same directory share its block, so that the paths of a whole batch fit into
/// memory.
public final class HashStep {
  private static final int DIGEST_LENGTH = 32;

  /// The step from a work's SHA-256 to the digest of the file that holds nothing else.
  static final HashStep BARE = new HashStep(new byte[0], new byte[0]);

  private final byte[] block;
  private final int at;

  private HashStep(byte[] block, int at) {
    this.block = block;
    this.at = at;
  }

  public HashStep(byte[] prefix, byte[] suffix) {
    this(Arrays.copyOf(prefix, prefix.length + DIGEST_LENGTH + suffix.length), prefix.length);
    System.arraycopy(suffix, 0, block, at + DIGEST_LENGTH, suffix.length);
  }

  /// The step through a block in which the digest stands at this offset.
  static HashStep through(byte[] block, int at) {
    return new HashStep(block, at);
  }

  public byte[] prefix() {
    return Arrays.copyOf(block, at);
  }

  public byte[] suffix() {
    return Arrays.copyOfRange(block, at + DIGEST_LENGTH, block.length);
  }

  /// The length of what is hashed, in bytes.
  public int length() {
    return block.length;
  }

  /// Whether the digest is hashed alone.
  public boolean isBare() {
    return block.length == DIGEST_LENGTH;
  }

  /// The name under which a directory links to what has the digest; empty unless the step leads
  /// through a directory.
  public Optional<String> name() {
    Optional<DagNode> directory = DagNode.decode(block);
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    int index = DagNode.digestOffsets(block).indexOf(at);
    return index < 0 ? Optional.empty() : Optional.of(directory.get().links().get(index).name());
  }

  public Sha256 apply(Sha256 digest) {
    return Sha256.of(prefix(), digest.bytes(), suffix());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashStep that
        && Arrays.equals(prefix(), that.prefix())
        && Arrays.equals(suffix(), that.suffix());
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(prefix()) + Arrays.hashCode(suffix());
  }
}
