package et.po.node.messaging;

/// What came is no message, and no waiting makes it one.
final class UnreadableMessageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  UnreadableMessageException(String problem) {
    super(problem);
  }

  UnreadableMessageException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
