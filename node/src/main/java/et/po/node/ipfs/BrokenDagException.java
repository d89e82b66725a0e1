package et.po.node.ipfs;

/// What is to be pinned is not whole: a block of it cannot be had, though everybody who may have it
/// was asked. The message says what is missing.
public final class BrokenDagException extends RuntimeException {
  public BrokenDagException(String problem) {
    super(problem);
  }
}
