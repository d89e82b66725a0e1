package et.po.protocol.batch;

import et.po.protocol.ipfs.MalformedDagException;

/// A batch whose blocks are all there is not laid out as it should be; says why in one sentence.
///
/// It never will be: trying again is of no use.
public final class MalformedBatchException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedBatchException(String because) {
    super(because);
  }

  MalformedBatchException(MalformedDagException cause) {
    super(cause.getMessage(), cause);
  }
}
