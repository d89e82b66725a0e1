package et.po.frost.webhooks;

/// Nothing is sent to a receiver's address; the message says why, to the one who named it.
final class ReceiverRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  ReceiverRefusedException(String sentence) {
    // Somebody's mistake, not a crash: nobody reads its stack.
    super(sentence, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
