package et.po.frost.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/// A message whose id does not change when it is made again.
final class IdentifiedMessage extends MimeMessage {
  private final String id;

  IdentifiedMessage(Session session, String id, String domain) {
    super(session);
    this.id = "<" + id + "@" + domain + ">";
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}
