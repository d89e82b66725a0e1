package et.po.frost.mail;

/// Hands mails over to whoever delivers them.
public interface MailSender {
  /// Returns once the mail was taken.
  ///
  /// @throws MailNotTakenException if it was not, for whatever reason; it may be sent again
  void send(Mail mail) throws MailNotTakenException, InterruptedException;
}
