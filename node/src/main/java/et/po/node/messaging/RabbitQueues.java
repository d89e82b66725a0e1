package et.po.node.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// The exchange and the queues of a topology, and their names:
///
/// | Name | What |
/// |---|---|
/// | `PREFIX.node` | an exchange that nothing goes through: it says which database the others belong to |
/// | `PREFIX.messages` | direct exchange, by message type |
/// | `PREFIX.SUBSCRIBER` | the messages that the subscriber has to handle |
/// | `PREFIX.SUBSCRIBER.dead` | those that it could not |
record RabbitQueues(String prefix, Topology topology) {
  /// Far more than kills and restarts reach: by default RabbitMQ 4 gives a message up after 20.
  /// With a limit of its own, a queue also puts what comes back in front, where it was.
  private static final int DELIVERIES = 1_000_000;

  /// An exchange that only the relay declares: where it is missing, the broker is new, or has lost
  /// all it had.
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

  /// All of it, whatever of it this process needs: a role that starts later finds what was
  /// published before.
  ///
  /// @param node whose queues these are; another's are not touched
  void declare(Channel channel, String node) throws IOException {
    try {
      // The one argument of an exchange that the broker compares with what is there.
      channel.exchangeDeclare(
          prefix + ".node",
          BuiltinExchangeType.FANOUT,
          true,
          false,
          Map.of("alternate-exchange", node));
    } catch (IOException e) {
      if (e.getCause() instanceof ShutdownSignalException signal
          && signal.getReason() instanceof AMQP.Channel.Close close
          && close.getReplyCode() == AMQP.PRECONDITION_FAILED) {
        throw new BrokerException(
            "RabbitMQ's queues "
                + prefix
                + ".* belong to a node with another database: this one needs another"
                + " node.rabbitmq.prefix, or those have to be deleted");
      }
      throw e;
    }
    channel.exchangeDeclare(exchange(), BuiltinExchangeType.DIRECT, true);
    for (Topology.Subscriber subscriber : topology.subscribers()) {
      channel.queueDeclare(
          dead(subscriber.name()), true, false, false, Map.of("x-queue-type", "quorum"));
      channel.queueDeclare(queue(subscriber.name()), true, false, false, arguments(subscriber));
      for (String type : subscriber.typeNames()) {
        channel.queueBind(queue(subscriber.name()), exchange(), type);
      }
    }
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
