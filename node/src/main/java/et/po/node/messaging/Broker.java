package et.po.node.messaging;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A connection to RabbitMQ: opened when it is needed, and again after it was lost. On each it is
/// made sure first that the queues are this database's.
final class Broker {
  private static final Logger LOG = Logger.getLogger(Broker.class);
  private static final int HEARTBEAT_SECONDS = 10;
  private static final int CONNECT_MILLIS = 5000;
  private static final int ANSWER_MILLIS = 20_000;
  private static final int ABORT_MILLIS = 2000;

  private final RabbitAddress address;
  private final RabbitQueues queues;
  private final Outbox outbox;
  private final String purpose;
  private volatile @Nullable Connection connection;
  private boolean failed;
  private volatile Optional<String> blocked = Optional.empty();

  /// @param purpose for those who look at the broker's list of connections
  Broker(RabbitAddress address, RabbitQueues queues, Outbox outbox, String purpose) {
    this.address = address;
    this.queues = queues;
    this.outbox = outbox;
    this.purpose = purpose;
  }

  /// A new channel on the connection.
  ///
  /// @throws BrokerException if there is none to be had
  Channel channel() {
    try {
      Channel channel = connection().createChannel();
      if (channel == null) {
        throw new BrokerException("RabbitMQ at " + address.host() + " gives no more channels");
      }
      return channel;
    } catch (IOException | ShutdownSignalException e) {
      throw new BrokerException(address, e);
    }
  }

  private synchronized Connection connection() {
    Connection open = connection;
    if (open != null && open.isOpen()) {
      return open;
    }
    blocked = Optional.empty();
    try {
      Connection made = factory().newConnection(purpose);
      connection = made;
      made.addBlockedListener(new Blocking());
      queues.claim(made, outbox.identity());
      if (failed) {
        LOG.infof("RabbitMQ at %s is back (%s).", address.host(), purpose);
      }
      failed = false;
      return made;
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      throw failed(new BrokerException(address, e));
    } catch (SQLException e) {
      throw failed(new BrokerException("the database cannot be reached: " + e.getMessage()));
    } catch (BrokerException e) {
      throw failed(e);
    }
  }

  /// Said once, not at each attempt.
  private BrokerException failed(BrokerException problem) {
    abort();
    if (!failed) {
      LOG.warnf("%s; tried again until it works (%s).", problem.getMessage(), purpose);
    }
    failed = true;
    return problem;
  }

  private ConnectionFactory factory() {
    ConnectionFactory factory = new ConnectionFactory();
    try {
      factory.setUri(address.url());
      if (address.url().getScheme().equals("amqps")) {
        // The library's own default trusts every certificate.
        factory.useSslProtocol(SSLContext.getDefault());
        factory.enableHostnameVerification();
      }
    } catch (GeneralSecurityException e) {
      throw new BrokerException("node.rabbitmq.url cannot be used: " + e.getMessage());
    }
    // Ours begins anew where it stopped; the library's would go on with channels half known.
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
    factory.setConnectionTimeout(CONNECT_MILLIS);
    factory.setHandshakeTimeout(ANSWER_MILLIS);
    factory.setChannelRpcTimeout(ANSWER_MILLIS);
    factory.setThreadFactory(
        Thread.ofPlatform().name("rabbitmq-" + purpose + "-", 0).daemon().factory());
    return factory;
  }

  /// Ends a channel, whatever state it is in; what was taken from it and not acknowledged goes
  /// back.
  static void end(Channel channel) {
    try {
      channel.abort();
    } catch (IOException e) {
      LOG.debugf("A channel was gone already: %s", e.getMessage());
    }
  }

  /// Why the broker takes no messages now, though it is there.
  Optional<String> blocked() {
    return blocked.map(reason ->
        "RabbitMQ at " + address.host() + " takes no messages until it has room again: " + reason);
  }

  /// Ends the connection, also under who uses it.
  void abort() {
    Connection open = connection;
    if (open != null) {
      open.abort(ABORT_MILLIS);
    }
  }

  private final class Blocking implements BlockedListener {
    @Override
    public void handleBlocked(String reason) {
      LOG.warnf("RabbitMQ at %s takes no messages: %s", address.host(), reason);
      blocked = Optional.of(reason);
    }

    @Override
    public void handleUnblocked() {
      LOG.infof("RabbitMQ at %s takes messages again.", address.host());
      blocked = Optional.empty();
    }
  }
}
