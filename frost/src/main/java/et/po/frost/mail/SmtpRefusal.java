package et.po.frost.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/// Why a mail was not taken, read from what the mail library throws.
///
/// The server's own words may quote the address, so that of them only the number is told.
record SmtpRefusal(SmtpServer server, List<Throwable> causes) {
  /// No such mailbox, not here, no such name (RFC 5321, 4.2.3).
  private static final Set<Integer> ABOUT_THE_MAILBOX = Set.of(550, 551, 553);

  static MailNotTakenException of(SmtpServer server, Exception failure) {
    SmtpRefusal refusal = new SmtpRefusal(server, chain(failure));
    return new MailNotTakenException(refusal.reason(), refusal.isForGood(), failure);
  }

  /// The library hangs causes on each other in two ways.
  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> all = new ArrayList<>();
    Throwable next = failure;
    while (next != null && !all.contains(next)) {
      all.add(next);
      next = next instanceof MessagingException mail ? mail.getNextException() : next.getCause();
    }
    return all;
  }

  /// Only what is about one recipient: a server that takes nobody's mails may be set up wrongly.
  private boolean isForGood() {
    return find(AddressException.class).isPresent()
        || find(SMTPAddressFailedException.class)
            .filter(refused -> ABOUT_THE_MAILBOX.contains(refused.getReturnCode()))
            .isPresent();
  }

  private String reason() {
    if (find(AddressException.class).isPresent()) {
      return find(AddressException.class).map(Throwable::getMessage).orElse("no such address");
    }
    Optional<SSLException> untrusted = find(SSLException.class);
    if (untrusted.isPresent()) {
      return "the connection to %s cannot be trusted: %s"
          .formatted(server, root(untrusted.get()).getMessage());
    }
    if (find(MailConnectException.class).isPresent()) {
      return "nobody answers at " + server;
    }
    if (find(AuthenticationFailedException.class).isPresent()) {
      return server + " refuses FROST_SMTP_USER or FROST_SMTP_PASSWORD";
    }
    return code().map(code -> server + " answered " + code).orElseGet(this::otherwise);
  }

  private Optional<Integer> code() {
    return find(SMTPAddressFailedException.class)
        .map(SMTPAddressFailedException::getReturnCode)
        .or(() -> find(SMTPSendFailedException.class).map(SMTPSendFailedException::getReturnCode));
  }

  private String otherwise() {
    String kind = causes.getLast().getClass().getSimpleName();
    return server.tls() == SmtpTls.STARTTLS && isAboutStartTls()
        ? server + " offers no STARTTLS, which FROST_SMTP_TLS asks for"
        : "talking to %s failed (%s)".formatted(server, kind);
  }

  private boolean isAboutStartTls() {
    return causes.stream()
        .anyMatch(cause -> String.valueOf(cause.getMessage()).startsWith("STARTTLS is required"));
  }

  private <T extends Throwable> Optional<T> find(Class<T> type) {
    return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
