package et.po.frost.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;

/// The server that mails are given to.
///
/// @param from the sender's name
/// @param reply the sender's address
public record SmtpServer(
    String host,
    int port,
    Optional<String> user,
    Optional<String> password,
    SmtpTls tls,
    String from,
    String reply) {
  /// @throws IllegalArgumentException if no mail could have such a sender
  public SmtpServer {
    if (from.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("EMAIL_FROM is a name in one line.");
    }
    if (!isMailbox(reply)) {
      throw new IllegalArgumentException(
          "EMAIL_REPLY is a mail address, such as contact@example.com, not " + reply + ".");
    }
  }

  private static boolean isMailbox(String address) {
    try {
      InternetAddress mailbox = new InternetAddress(address, true);
      return address.contains("@") && address.equals(mailbox.getAddress());
    } catch (AddressException e) {
      return false;
    }
  }

  /// Without the password.
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
