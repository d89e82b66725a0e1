package et.po.frost.node;

/// The node says that what we sent is at fault; the message is the node's sentence.
public final class NodeRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  NodeRefusedException(String sentence) {
    super(sentence, null, false, false);
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
