package et.po.frost.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.util.Date;
import java.util.Properties;
import java.util.function.Supplier;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// Sends over SMTP, on a connection for each mail: mails are few, and a connection may go bad
/// between two of them.
public final class SmtpSender implements MailSender {
  private static final String PATIENCE_MILLISECONDS = "10000";

  private final SmtpServer server;
  private final Supplier<Date> now;
  private final Session session;

  /// For names beyond ASCII (RFC 6531).
  private final Session internationalSession;

  public SmtpSender(SmtpServer server, Supplier<Date> now) {
    this.server = server;
    this.now = now;
    this.session = Session.getInstance(properties(server));
    Properties international = properties(server);
    international.setProperty("mail.mime.allowutf8", "true");
    this.internationalSession = Session.getInstance(international);
  }

  private static Properties properties(SmtpServer server) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", server.host());
    properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
    properties.setProperty("mail.smtp.auth", Boolean.toString(server.user().isPresent()));
    boolean startTls = server.tls() == SmtpTls.STARTTLS;
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
    boolean implicit = server.tls() == SmtpTls.IMPLICIT;
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(implicit));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    for (String step : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.setProperty("mail.smtp." + step, PATIENCE_MILLISECONDS);
    }
    // The machine's own name would be asked of DNS for each mail.
    properties.setProperty("mail.smtp.localhost", domain(server));
    properties.setProperty("mail.from", server.reply());
    return properties;
  }

  private static String domain(SmtpServer server) {
    return server.reply().substring(server.reply().indexOf('@') + 1);
  }

  @Override
  public void send(String id, Mail mail) throws MailNotTakenException {
    try {
      String to = withAsciiHost(mail.to());
      boolean ascii = US_ASCII.newEncoder().canEncode(to);
      Session session = ascii ? this.session : internationalSession;
      MimeMessage message = message(id, mail, to, session);
      try (Transport transport = session.getTransport("smtp")) {
        transport.connect(server.user().orElse(null), server.password().orElse(null));
        if (!ascii && !((SMTPTransport) transport).supportsExtension("SMTPUTF8")) {
          // It would be cut to ASCII, and so to somebody else's name.
          throw new AddressException("the mail server takes no names beyond ASCII");
        }
        transport.sendMessage(message, message.getAllRecipients());
      }
    } catch (MessagingException | UnsupportedEncodingException e) {
      throw SmtpRefusal.of(server, e);
    }
  }

  /// The form of the host's name that mail servers are asked for (RFC 5890).
  private static String withAsciiHost(String address) throws AddressException {
    int host = address.lastIndexOf('@') + 1;
    try {
      return address.substring(0, host) + IDN.toASCII(address.substring(host));
    } catch (IllegalArgumentException e) {
      throw new AddressException("a host has no such name");
    }
  }

  private static InternetAddress mailbox(String to) throws AddressException {
    InternetAddress address = new InternetAddress(to, true);
    if (address.isGroup()) {
      throw new AddressException("a mail goes to one mailbox");
    }
    return address;
  }

  private MimeMessage message(String id, Mail mail, String to, Session session)
      throws MessagingException, UnsupportedEncodingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(mail.text(), UTF_8.name());
    MimeBodyPart html = new MimeBodyPart();
    html.setText(mail.html(), UTF_8.name(), "html");
    IdentifiedMessage message = new IdentifiedMessage(session, id, domain(server));
    message.setFrom(new InternetAddress(server.reply(), server.from(), UTF_8.name()));
    message.setRecipient(Message.RecipientType.TO, mailbox(to));
    message.setSubject(mail.subject(), UTF_8.name());
    message.setSentDate(now.get());
    // No machine answers it (RFC 3834).
    message.setHeader("Auto-Submitted", "auto-generated");
    // The form that a reader should prefer comes last.
    message.setContent(new MimeMultipart("alternative", text, html));
    message.saveChanges();
    return message;
  }
}
