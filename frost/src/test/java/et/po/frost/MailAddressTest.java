package et.po.frost;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.frost.mail.Mail;
import et.po.frost.mail.MailNotTakenException;
import et.po.frost.mail.SmtpSender;
import et.po.frost.mail.SmtpServer;
import et.po.frost.mail.SmtpTls;
import java.io.IOException;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whom a mail goes to, by a server that takes ASCII alone.
final class MailAddressTest {
  private final PostOffice post = new PostOffice();
  private final SmtpSender sender =
      new SmtpSender(
          new SmtpServer(
              "127.0.0.1",
              post.port(),
              Optional.empty(),
              Optional.empty(),
              SmtpTls.NONE,
              "Po.et",
              "contact@po.et"),
          Date::new);

  @AfterEach
  void close() throws IOException {
    post.close();
  }

  private void send(String to) throws MailNotTakenException {
    sender.send("id", new Mail(to, "A subject", "<p>text</p>", "text"));
  }

  @Test
  void nameBeyondAscii_isNobodyElses() throws Exception {
    MailNotTakenException refusal =
        assertThrows(MailNotTakenException.class, () -> send("\u0142ukasz@example.org"));
    assertTrue(
        String.valueOf(refusal.getCause()).contains("no names beyond ASCII"),
        String.valueOf(refusal.getCause()));
  }

  @Test
  void hostBeyondAscii_hasAFormInAscii() throws Exception {
    send("ada@b\u00fccher.example");
    assertTrue(post.awaitMailTo("ada@xn--bcher-kva.example").contains("Subject: A subject"));
  }

  @Test
  void severalMailboxes_areNoAddress() {
    assertThrows(MailNotTakenException.class, () -> send("grp: a@x.org, b@y.org;"));
  }
}
