package et.po.node.messaging;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// A channel on which a message counts as published when the broker has said so, and that it is in
/// a queue.
final class ConfirmedChannel {
  private final Channel channel;
  private final AtomicBoolean returned = new AtomicBoolean();

  ConfirmedChannel(Channel channel) throws IOException {
    this.channel = channel;
    channel.confirmSelect();
    channel.addReturnListener(_ -> returned.set(true));
  }

  void publish(String exchange, String key, BasicProperties properties, byte[] body)
      throws IOException {
    channel.basicPublish(exchange, key, true, properties, body);
  }

  /// Whether all since the last question are in a queue each.
  ///
  /// @throws TimeoutException if the broker has not said so in time; it may be asked again
  boolean isConfirmed(long millis) throws TimeoutException {
    try {
      boolean taken = channel.waitForConfirms(millis);
      // What comes back does so before it is confirmed.
      return !returned.getAndSet(false) && taken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerException("this process is stopping");
    }
  }
}
