package et.po.frost.mail;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends over SMTP.
public final class SmtpSender implements MailSender, AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final MailClient client;
  private final String from;

  public SmtpSender(Vertx vertx, SmtpServer server) {
    MailConfig config =
        new MailConfig()
            .setHostname(server.host())
            .setPort(server.port())
            // The machine's own name would be asked of DNS each time, which may take longer than a
            // mail.
            .setOwnHostname(server.reply().substring(server.reply().indexOf('@') + 1))
            // A connection may go bad between two mails, and mails are few.
            .setKeepAlive(false)
            .setStarttls(server.tls() ? StartTLSOptions.REQUIRED : StartTLSOptions.OPTIONAL)
            .setLogin(server.user().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED);
    server.user().ifPresent(config::setUsername);
    server.password().ifPresent(config::setPassword);
    this.client = MailClient.create(vertx, config);
    this.from = "\"" + server.from().replace("\"", "") + "\" <" + server.reply() + ">";
  }

  @Override
  public void send(Mail mail) throws MailNotTakenException, InterruptedException {
    MailMessage message =
        new MailMessage(from, mail.to(), mail.subject(), mail.text()).setHtml(mail.html());
    try {
      client
          .sendMail(message)
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new MailNotTakenException(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new MailNotTakenException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
