package et.po.node.ipfs;

/// What is to be pinned is not whole here; the message says what is missing.
final class BrokenDagException extends RuntimeException {
  BrokenDagException(String problem) {
    super(problem);
  }
}
