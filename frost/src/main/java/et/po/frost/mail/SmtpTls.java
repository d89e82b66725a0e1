package et.po.frost.mail;

import java.util.Locale;
import java.util.stream.Stream;

/// How a connection to the mail server is protected. Where it is encrypted, the server's
/// certificate has to be one that Java's trust store leads to, and in the server's name.
public enum SmtpTls {
  /// Not at all: for a server on this machine, or on a network of one's own.
  NONE,
  /// It begins in the clear and is encrypted before anything is told (RFC 3207). A server that
  /// cannot is given no mail.
  STARTTLS,
  /// Encrypted from the first byte (RFC 8314).
  IMPLICIT;

  /// The one of this name, in lower case.
  ///
  /// @throws IllegalArgumentException if there is none
  public static SmtpTls of(String name) {
    return Stream.of(values())
        .filter(tls -> tls.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "FROST_SMTP_TLS is none, starttls or implicit, not " + name + "."));
  }
}
