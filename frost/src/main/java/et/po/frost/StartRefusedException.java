package et.po.frost;

/// Frost does not start; the message is the sentence that says why and what to do.
final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  StartRefusedException(String sentence) {
    super(sentence);
  }
}
