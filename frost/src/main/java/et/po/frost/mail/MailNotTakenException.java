package et.po.frost.mail;

/// A mail was not taken.
public final class MailNotTakenException extends Exception {
  private static final long serialVersionUID = 1;

  MailNotTakenException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
