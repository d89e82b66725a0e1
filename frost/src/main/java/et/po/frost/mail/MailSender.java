package et.po.frost.mail;

/// Hands mails over to whoever delivers them.
public interface MailSender {
  /// Returns once the mail was taken.
  ///
  /// @param id the mail's own: the same when it is sent again, so that who gets it twice can tell
  /// @throws MailNotTakenException if it was not, for whatever reason
  void send(String id, Mail mail) throws MailNotTakenException, InterruptedException;
}
