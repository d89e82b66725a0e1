package et.po.node.messaging;

import et.po.node.messages.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/// How roles tell each other things: at least once, never at most once.
///
/// A message is published in the transaction that makes it true, so that neither can be without the
/// other. Who hears it stands in the [Topology].
public interface Messaging extends AutoCloseable {
  /// Begins to carry what this process and others publish; also needed where nobody subscribes.
  default void start() {}

  /// Publishes when, and only when, the transaction commits.
  void publish(Connection transaction, Message message) throws SQLException;

  /// Hands every message of the subscriber's types, from the first ever published that it has not
  /// acknowledged, to the handler, one at a time. Where the subscriber is ordered, each publisher's
  /// come in their order.
  ///
  /// @throws IllegalArgumentException for a subscriber that the topology does not name
  Subscription subscribe(String subscriber, MessageHandler handler);

  /// How many messages each subscriber's handler could not deal with, by subscriber; those without
  /// such messages are left out. They are handed to the handler once more when it subscribes again
  /// (with a broker, a thousand of them), or when they are replayed.
  Map<String, Long> deadLetters() throws SQLException;

  /// Hands the subscriber's dead letters to its handler once more, wherever that runs, now or
  /// later.
  ///
  /// @return how many these are
  /// @throws IllegalArgumentException for a subscriber that the topology does not name
  /// @throws TryLaterException if who holds them is away
  long replay(String subscriber) throws SQLException;

  /// Throws the subscriber's dead letters away: nobody gets them any more.
  ///
  /// @return how many these were
  /// @throws IllegalArgumentException for a subscriber that the topology does not name
  /// @throws TryLaterException if who holds them is away
  long drop(String subscriber) throws SQLException;

  /// How many messages were published and are not yet with who carries them to the subscribers; 0
  /// where nobody is between.
  default long waiting() throws SQLException {
    return 0;
  }

  /// Returns when no handler runs any more and nothing is connected.
  @Override
  void close();

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
