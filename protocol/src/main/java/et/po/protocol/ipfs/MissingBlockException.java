package et.po.protocol.ipfs;

/// A block that is needed cannot be had now, or what came for it does not hash to its CID.
public final class MissingBlockException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Cid cid;

  public MissingBlockException(Cid cid) {
    super("block " + cid + " is missing");
    this.cid = cid;
  }

  public Cid cid() {
    return cid;
  }
}
