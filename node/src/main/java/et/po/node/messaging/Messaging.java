package et.po.node.messaging;

import et.po.node.messages.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How roles tell each other things: at least once, never at most once.
///
/// A message is published in the transaction that makes it true, so that neither can be without the
/// other.
public interface Messaging {
  /// Publishes when, and only when, the transaction commits.
  void publish(Connection transaction, Message message) throws SQLException;

  /// Hands every message of these types, from the first ever published that this subscriber has not
  /// acknowledged, to the handler, one at a time and each publisher's in its order. The
  /// subscriber's name is its identity over restarts.
  Subscription subscribe(
      String subscriber, Set<Class<? extends Message>> types, MessageHandler handler);

  /// How many messages each subscriber's handler could not deal with, by subscriber; those without
  /// such messages are left out. They are handed to the handler once more when it subscribes again.
  Map<String, Long> deadLetters() throws SQLException;

  /// A running subscription.
  interface Subscription extends AutoCloseable {
    /// Of who has not subscribed yet: all goes well, and nothing runs.
    Subscription NONE = () -> {};

    /// Why the message in hand, or the next one, cannot be handled now, in one sentence; empty
    /// while all goes well.
    default Optional<String> problem() {
      return Optional.empty();
    }

    /// Returns when no handler runs any more.
    @Override
    void close();
  }
}
