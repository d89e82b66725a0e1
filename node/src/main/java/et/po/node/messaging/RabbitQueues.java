package et.po.node.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/// The exchange and the queues of a topology, and their names:
///
/// | Name | What |
/// |---|---|
/// | `PREFIX.node` | an exchange that nothing goes through: it says which database the others belong to |
/// | `PREFIX.relay` | an exchange that nothing goes through: the broker has all that was published |
/// | `PREFIX.messages` | direct exchange, by message type |
/// | `PREFIX.SUBSCRIBER` | the messages that the subscriber has to handle |
/// | `PREFIX.SUBSCRIBER.dead` | those that it could not |
record RabbitQueues(String prefix, Topology topology) {
  /// Far more than kills and restarts reach: by default RabbitMQ 4 gives a message up after 20.
  /// With a limit of its own, a queue also puts what comes back in front, where it was.
  private static final int DELIVERIES = 1_000_000;

  /// An exchange that only the relay declares: where it is missing, the broker is new, or has lost
  /// something that it had.
  String mark() {
    return prefix + ".relay";
  }

  String exchange() {
    return prefix + ".messages";
  }

  String queue(String subscriber) {
    return prefix + "." + subscriber;
  }

  String dead(String subscriber) {
    return queue(subscriber) + ".dead";
  }

  /// Writes on the broker whose queues these are.
  ///
  /// @throws BrokerException if they are another database's
  void claim(Connection connection, String node) throws IOException, TimeoutException {
    Channel channel = connection.createChannel();
    try {
      // The one argument of an exchange that the broker compares with what is there.
      channel.exchangeDeclare(
          prefix + ".node",
          BuiltinExchangeType.FANOUT,
          true,
          false,
          Map.of("alternate-exchange", node));
      channel.close();
    } catch (IOException e) {
      if (isAnswer(e, AMQP.PRECONDITION_FAILED)) {
        throw new BrokerException(
            "RabbitMQ's queues "
                + prefix
                + ".* belong to a node with another database: this one needs another"
                + " node.rabbitmq.prefix, or those have to be deleted");
      }
      throw e;
    }
  }

  /// Whether the broker has all of it, with the mark.
  ///
  /// @param probe is of no use afterwards
  boolean areThere(Channel probe) throws IOException, TimeoutException {
    try {
      probe.exchangeDeclarePassive(mark());
      probe.exchangeDeclarePassive(exchange());
      for (Topology.Subscriber subscriber : topology.subscribers()) {
        probe.queueDeclarePassive(queue(subscriber.name()));
        probe.queueDeclarePassive(dead(subscriber.name()));
      }
      probe.close();
      return true;
    } catch (IOException e) {
      if (isMissing(e)) {
        return false;
      }
      throw e;
    }
  }

  /// Takes the mark away, until [#declare(Channel)] has come to its end.
  void unmark(Channel channel) throws IOException {
    channel.exchangeDelete(mark());
  }

  /// All of it, whatever of it this process needs, and last the mark: a role that starts later
  /// finds what was published before.
  ///
  /// Only the relay that has the turn does so, before it publishes. In a queue that another had
  /// made there might be something newer before what the relay publishes again.
  void declare(Channel channel) throws IOException {
    channel.exchangeDeclare(exchange(), BuiltinExchangeType.DIRECT, true);
    for (Topology.Subscriber subscriber : topology.subscribers()) {
      channel.queueDeclare(
          dead(subscriber.name()), true, false, false, Map.of("x-queue-type", "quorum"));
      channel.queueDeclare(queue(subscriber.name()), true, false, false, arguments(subscriber));
      for (String type : subscriber.typeNames()) {
        channel.queueBind(queue(subscriber.name()), exchange(), type);
      }
    }
    channel.exchangeDeclare(mark(), BuiltinExchangeType.FANOUT, true);
  }

  /// Whether this is the broker's word that it has no exchange or queue of that name.
  static boolean isMissing(IOException failure) {
    return isAnswer(failure, AMQP.NOT_FOUND);
  }

  private static boolean isAnswer(IOException failure, int code) {
    return failure.getCause() instanceof ShutdownSignalException signal
        && signal.getReason() instanceof AMQP.Channel.Close close
        && close.getReplyCode() == code;
  }

  /// Some of the library's exceptions say what they have to say only in their cause.
  static String sentence(Exception failure) {
    return failure.getMessage() == null ? String.valueOf(failure.getCause()) : failure.getMessage();
  }

  private Map<String, Object> arguments(Topology.Subscriber subscriber) {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("x-queue-type", "quorum");
    arguments.put("x-delivery-limit", DELIVERIES);
    // A net: nothing that the broker gives up is thrown away.
    arguments.put("x-dead-letter-exchange", "");
    arguments.put("x-dead-letter-routing-key", dead(subscriber.name()));
    arguments.put("x-dead-letter-strategy", "at-least-once");
    arguments.put("x-overflow", "reject-publish");
    if (subscriber.ordered()) {
      arguments.put("x-single-active-consumer", true);
    }
    return arguments;
  }
}
