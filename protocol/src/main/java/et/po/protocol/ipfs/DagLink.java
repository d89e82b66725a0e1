package et.po.protocol.ipfs;

/// A named link of a dag-pb node.
///
/// @param size what the target and everything below it take up, in bytes (`Tsize`)
public record DagLink(Cid cid, String name, long size) {
  public DagLink {
    if (size < 0) {
      throw new IllegalArgumentException("a link's size is never negative, not " + size);
    }
  }
}
