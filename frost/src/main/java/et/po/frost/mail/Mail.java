package et.po.frost.mail;

/// A mail to one person, in two forms that say the same.
public record Mail(String to, String subject, String html, String text) {
  /// Only what it is about: its text may have a token in it.
  @Override
  public String toString() {
    return "Mail[" + subject + "]";
  }
}
