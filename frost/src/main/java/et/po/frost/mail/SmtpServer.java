package et.po.frost.mail;

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
    boolean tls,
    String from,
    String reply) {
  /// Without the password.
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
