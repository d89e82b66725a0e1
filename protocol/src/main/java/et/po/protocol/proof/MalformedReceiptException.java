package et.po.protocol.proof;

/// These bytes are not a receipt; says why in one sentence.
public final class MalformedReceiptException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedReceiptException(String because) {
    super(because);
  }
}
