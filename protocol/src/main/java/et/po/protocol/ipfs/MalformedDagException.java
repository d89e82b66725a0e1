package et.po.protocol.ipfs;

/// Blocks that are all there do not form what was asked for; says why in one sentence.
public final class MalformedDagException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedDagException(String because) {
    super(because);
  }
}
