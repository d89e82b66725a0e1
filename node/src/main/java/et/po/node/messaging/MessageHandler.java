package et.po.node.messaging;

import et.po.node.messages.Message;

/// What a subscriber does with a message. It commits its own work before it returns, and does the
/// same work twice without harm.
@FunctionalInterface
public interface MessageHandler {
  /// Returning acknowledges the message. [TryLaterException] brings it again after a pause, with
  /// those behind it waiting; any other exception, repeated, sets the message aside as a dead
  /// letter, and those behind it move on. A dead letter comes once more when its subscriber
  /// subscribes again, for a newer program may know what to do with it.
  void handle(Message message) throws Exception;
}
