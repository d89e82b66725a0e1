package et.po.frost.mail;

/// A mail was not taken. The message says why, in words that quote nobody's address.
public final class MailNotTakenException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean forGood;

  MailNotTakenException(String reason, boolean forGood, Throwable cause) {
    super(reason, cause);
    this.forGood = forGood;
  }

  /// Whether this mail will not be taken later either, whatever becomes of others.
  public boolean isForGood() {
    return forGood;
  }

  /// Why.
  String reason() {
    return String.valueOf(getMessage());
  }
}
