package et.po.frost.smoke;

/// A step did not go as it should; the message is the sentence that says how.
final class SmokeException extends Exception {
  private static final long serialVersionUID = 1;

  SmokeException(String sentence) {
    super(sentence);
  }
}
