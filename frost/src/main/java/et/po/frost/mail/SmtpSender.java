package et.po.frost.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.util.Date;
import java.util.Properties;
import java.util.function.Supplier;

/// Sends over SMTP, on a connection for each mail: mails are few, and a connection may go bad
/// between two of them.
public final class SmtpSender implements MailSender {
  private static final String PATIENCE_MILLISECONDS = "10000";

  private final SmtpServer server;
  private final Supplier<Date> now;
  private final Session session;

  public SmtpSender(SmtpServer server, Supplier<Date> now) {
    this.server = server;
    this.now = now;
    this.session = Session.getInstance(properties(server));
  }

  private static Properties properties(SmtpServer server) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", server.host());
    properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
    properties.setProperty("mail.smtp.auth", Boolean.toString(server.user().isPresent()));
    properties.setProperty("mail.smtp.starttls.enable", "true");
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(server.tls()));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    for (String step : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.setProperty("mail.smtp." + step, PATIENCE_MILLISECONDS);
    }
    // The machine's own name would be asked of DNS for each mail.
    String domain = server.reply().substring(server.reply().indexOf('@') + 1);
    properties.setProperty("mail.smtp.localhost", domain);
    properties.setProperty("mail.from", server.reply());
    return properties;
  }

  @Override
  public void send(Mail mail) throws MailNotTakenException {
    try {
      MimeMessage message = message(mail);
      try (Transport transport = session.getTransport("smtp")) {
        transport.connect(server.user().orElse(null), server.password().orElse(null));
        transport.sendMessage(message, message.getAllRecipients());
      }
    } catch (MessagingException | UnsupportedEncodingException e) {
      throw new MailNotTakenException(e);
    }
  }

  private MimeMessage message(Mail mail) throws MessagingException, UnsupportedEncodingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(mail.text(), UTF_8.name());
    MimeBodyPart html = new MimeBodyPart();
    html.setText(mail.html(), UTF_8.name(), "html");
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(server.reply(), server.from(), UTF_8.name()));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), false));
    message.setSubject(mail.subject(), UTF_8.name());
    message.setSentDate(now.get());
    // The form that a reader should prefer comes last.
    message.setContent(new MimeMultipart("alternative", text, html));
    message.saveChanges();
    return message;
  }
}
