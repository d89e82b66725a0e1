package et.po.node.messaging;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Where the broker is, and what of it is this node's.
///
/// @param url `amqp` or `amqps`, with user and password, and a virtual host if it is not `/`
/// @param prefix what the names of exchange and queues begin with; nodes that share a broker differ
///   in it
/// @param kept how long messages are kept after they were published, to be published again if the
///   broker loses them
public record RabbitAddress(URI url, String prefix, Duration kept) {
  private static final int LONGEST_PREFIX = 100;

  public RabbitAddress {
    if (!Set.of("amqp", "amqps").contains(String.valueOf(url.getScheme()))
        || url.getHost() == null) {
      throw new IllegalArgumentException(
          "node.rabbitmq.url is amqp://user:password@host:port, or amqps for TLS");
    }
    if (String.valueOf(url.getRawPath()).indexOf('/', 1) > 0
        || String.valueOf(url.getRawUserInfo()).chars().filter(c -> c == ':').count() > 1) {
      throw new IllegalArgumentException(
          "node.rabbitmq.url has one virtual host, user and password; a / or : in one of these is"
              + " written as %2F or %3A");
    }
    if (prefix.isBlank() || prefix.length() > LONGEST_PREFIX || prefix.startsWith("amq.")) {
      throw new IllegalArgumentException(
          "node.rabbitmq.prefix has 1 to 100 characters and does not begin with amq.");
    }
    if (kept.isNegative()) {
      throw new IllegalArgumentException("node.rabbitmq.kept is not negative");
    }
  }

  /// What the prefix is when none is given.
  ///
  /// @param anchors the letters that the node's anchors begin with
  public static String prefix(String network, String anchors) {
    return "poet." + network + "." + anchors;
  }

  /// For people: without user and password.
  String host() {
    return url.getHost()
        + Optional.of(url.getPort()).filter(p -> p > 0).map(p -> ":" + p).orElse("");
  }

  /// The password stays out of whatever this is written to.
  @Override
  public String toString() {
    return "RabbitMQ at " + host() + ", prefix " + prefix;
  }
}
