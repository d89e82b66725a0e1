package et.po.node.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/// The broker cannot be used now; the message is the sentence that says why.
final class BrokerException extends RuntimeException {
  BrokerException(RabbitAddress address, Throwable cause) {
    super(sentence(address, cause), cause);
  }

  BrokerException(String sentence) {
    super(sentence);
  }

  /// The library often has the reason only in a cause's cause.
  private static String sentence(RabbitAddress address, Throwable failure) {
    String where = "RabbitMQ at " + address.host();
    String last = String.valueOf(failure.getMessage());
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PossibleAuthenticationFailureException) {
        return where + " refuses the user of node.rabbitmq.url";
      }
      if (cause instanceof ShutdownSignalException signal
          && reply(signal) instanceof String reply) {
        return where + " says: " + reply;
      }
      if (cause instanceof CertificateException
          || cause instanceof CertPathBuilderException
          || cause instanceof CertPathValidatorException) {
        return where + " shows a certificate that is not trusted: " + cause.getMessage();
      }
      if (cause.getMessage() != null) {
        last = cause.getMessage();
      }
    }
    return where + " cannot be reached: " + last;
  }

  private static @Nullable String reply(ShutdownSignalException signal) {
    return switch (signal.getReason()) {
      case AMQP.Channel.Close close -> close.getReplyText();
      case AMQP.Connection.Close close -> close.getReplyText();
      case null, default -> null;
    };
  }
}
