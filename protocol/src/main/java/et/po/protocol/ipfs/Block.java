package et.po.protocol.ipfs;

/// A block of bytes and the CID that its bytes hash to.
///
/// The array is shared, not copied: whoever hands a block on must not write to it.
public record Block(Cid cid, byte[] data) {
  /// A raw block: its CID's digest is the SHA-256 of the content itself.
  public static Block raw(byte[] content) {
    return new Block(Cid.raw(Sha256.of(content)), content);
  }

  /// A dag-pb block under its version-0 CID.
  public static Block dagPb(byte[] node) {
    return new Block(Cid.v0(Sha256.of(node)), node);
  }

  /// Whether the bytes hash to the CID.
  public boolean isIntact() {
    return Sha256.of(data).equals(cid.digest());
  }
}
