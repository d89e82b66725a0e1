package et.po.node.messaging;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import et.po.node.messaging.Delivery.Outcome;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// One subscriber's thread: takes messages from its queue, hands over, acknowledges.
final class QueueConsumer {
  private static final Logger LOG = Logger.getLogger(QueueConsumer.class);

  /// Few enough that others have their share, and that they fit into memory, hundreds of claims
  /// each; enough that the next one is here when one is done.
  private static final int PREFETCH = 16;

  /// Of an ordered subscriber's messages, which are handled in one place: there, megabytes of a
  /// stranger's claim may be in each.
  private static final int PREFETCH_ORDERED = 8;

  /// No further message is handled together with some that have so many.
  private static final int BYTES_TOGETHER = 4 * 1024 * 1024;

  private static final long CONFIRM_MILLIS = 20_000;

  /// Dead letters that come once more when the role starts: those that somebody sent by the
  /// thousand must not keep it from what is new.
  private static final long REPLAYED_AT_START = 1000;

  private static final Arrival END =
      new Arrival(0, new Carried(0, "", new byte[0], false, false), false);

  private static final String STRANGE =
      "its place was never given in this database: somebody else published it, or the database was"
          + " restored";

  private final Broker broker;
  private final RabbitQueues queues;
  private final Outbox outbox;
  private final Topology.Subscriber subscriber;
  private final MessageHandler handler;
  private final Going going = new Going();
  private final Delivery delivery;
  private final Thread thread;
  private volatile BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private volatile Optional<String> problem = Optional.empty();
  private volatile boolean ended;
  private boolean replayed;
  private long highest;

  /// @param before whether it was delivered before
  private record Arrival(long tag, Carried message, boolean before) {
    int size() {
      return message.body().length;
    }
  }

  QueueConsumer(
      Broker broker,
      RabbitQueues queues,
      Outbox outbox,
      Topology.Subscriber subscriber,
      MessageHandler handler) {
    this.broker = broker;
    this.queues = queues;
    this.outbox = outbox;
    this.subscriber = subscriber;
    this.handler = handler;
    this.delivery = new Delivery(subscriber.name(), going);
    this.thread = Thread.ofPlatform().name(subscriber.name()).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Optional<String> problem() {
    return problem.or(delivery::problem);
  }

  /// Waits for the handler in hand; what was taken and not handled goes back to its place.
  void stop() {
    going.stop();
    arrivals.add(END);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Going.Pauses pauses = going.pauses();
    while (going.on()) {
      try {
        outbox.register(subscriber.name());
        consume(pauses);
      } catch (BrokerException e) {
        fail(String.valueOf(e.getMessage()), pauses);
      } catch (SQLException e) {
        fail("PostgreSQL does not answer as it should: " + e.getMessage(), pauses);
      } catch (IOException e) {
        String because =
            RabbitQueues.isMissing(e)
                ? "its queue is missing, and made as soon as messages can be sent"
                : RabbitQueues.sentence(e);
        fail("messages do not come from RabbitMQ: " + because, pauses);
      } catch (TimeoutException | ShutdownSignalException | OutOfMemoryError e) {
        fail("messages do not come from RabbitMQ: " + e.getMessage(), pauses);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        // Whatever it was, a role that hears nothing and does not say so is worse.
        LOG.warnf(e, "%s", subscriber.name());
        fail("messages cannot be taken from RabbitMQ: " + e, pauses);
      }
    }
  }

  private void fail(String because, Going.Pauses pauses) {
    if (going.on()) {
      LOG.debugf("%s: %s", subscriber.name(), because);
      problem = Optional.of(because);
      pauses.take();
    }
  }

  private void consume(Going.Pauses pauses)
      throws IOException, TimeoutException, InterruptedException, SQLException {
    Channel channel = broker.channel();
    try {
      if (!replayed) {
        replay(channel, queues, subscriber.name(), REPLAYED_AT_START);
        replayed = true;
      }
      BlockingQueue<Arrival> coming = new LinkedBlockingQueue<>();
      arrivals = coming;
      ended = false;
      channel.basicQos(subscriber.ordered() ? PREFETCH_ORDERED : PREFETCH);
      channel.basicConsume(
          queues.queue(subscriber.name()),
          false,
          (_, delivered) ->
              coming.add(
                  new Arrival(
                      delivered.getEnvelope().getDeliveryTag(),
                      Carried.read(delivered.getProperties(), delivered.getBody()),
                      delivered.getEnvelope().isRedeliver())),
          _ -> end(coming),
          (_, _) -> end(coming));
      problem = Optional.empty();
      handleAll(channel, new ConfirmedChannel(channel), coming, pauses);
      channel.close();
    } finally {
      Broker.end(channel);
    }
  }

  /// The broker sends no more, of which a channel that is still open says nothing.
  private void end(BlockingQueue<Arrival> coming) {
    ended = true;
    coming.add(END);
  }

  private void handleAll(
      Channel channel,
      ConfirmedChannel confirmed,
      BlockingQueue<Arrival> coming,
      Going.Pauses pauses)
      throws IOException, TimeoutException, InterruptedException, SQLException {
    while (going.on()) {
      Arrival arrival = coming.take();
      if (arrival != END) {
        pauses.reset();
      }
      if (arrival == END || !handle(arrival, coming, channel, confirmed)) {
        if (going.on()) {
          // The connection is gone, or the broker has ended this subscription.
          throw new BrokerException("RabbitMQ has stopped sending messages");
        }
        return;
      }
    }
  }

  private boolean handle(
      Arrival first, BlockingQueue<Arrival> coming, Channel channel, ConfirmedChannel confirmed)
      throws IOException, TimeoutException, SQLException {
    List<Arrival> here = new ArrayList<>(List.of(first));
    if (subscriber.ordered() || handler instanceof Together) {
      takeMore(here, coming);
    }
    boolean ended = here.removeIf(arrival -> arrival == END);
    int done = 0;
    if (here.size() > 1 && !isAnyStrange(here)) {
      done =
          handler instanceof Together together
              ? handleTogether(together, here, channel)
              : handleInOneTurn(here, channel);
    }
    List<Arrival> left = here.subList(done, here.size());
    for (Arrival arrival : left) {
      if (!going.on() || !handle(arrival, channel, confirmed)) {
        return false;
      }
    }
    return !ended;
  }

  /// As many as fit into memory together. One that was delivered before may have ended the process
  /// with those beside it: it is handled by itself.
  private static void takeMore(List<Arrival> here, BlockingQueue<Arrival> coming) {
    int bytes = here.getFirst().size();
    Arrival next = coming.peek();
    while (!here.getFirst().before() && next != null && !next.before() && bytes < BYTES_TOGETHER) {
      here.add(coming.remove());
      bytes += next.size();
      next = coming.peek();
    }
  }

  /// All that wait, as few messages. When anything goes wrong they are handled one by one, which is
  /// also how what is wrong is tried again, and told.
  ///
  /// @return how many are done: all or none
  private int handleTogether(Together together, List<Arrival> here, Channel channel)
      throws IOException {
    List<Carried> messages = here.stream().map(Arrival::message).toList();
    if (subscriber.ordered() && messages.stream().anyMatch(Carried::again)) {
      return 0;
    }
    try {
      if (subscriber.ordered()) {
        outbox.inTurnTogether(
            subscriber.name(),
            messages.stream().map(Carried::position).toList(),
            some -> handleAll(together, some.stream().map(messages::get).toList()));
      } else {
        handleAll(together, messages);
      }
    } catch (SQLException
        | RuntimeException
        | AssertionError
        | LinkageError
        | StackOverflowError
        | OutOfMemoryError e) {
      LOG.debugf("%s goes on one by one: %s", subscriber.name(), e);
      return 0;
    }
    channel.basicAck(here.getLast().tag(), true);
    return here.size();
  }

  private static void handleAll(Together together, List<Carried> messages) {
    try {
      together.handleAll(
          messages.stream()
              .map(message -> MessageCodec.message(message.type(), message.text()))
              .toList());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// A turn for many costs what it costs for one. It ends before the first that fails, or that
  /// comes out of its order.
  ///
  /// @return how many are done
  private int handleInOneTurn(List<Arrival> here, Channel channel) throws IOException {
    List<Carried> messages =
        here.stream().map(Arrival::message).takeWhile(message -> !message.again()).toList();
    int done;
    try {
      done =
          outbox.inTurn(
              subscriber.name(),
              messages.stream().map(Carried::position).toList(),
              i -> going.on() && channel.isOpen() && succeeds(messages.get(i)));
    } catch (SQLException e) {
      LOG.debugf("%s goes on one by one: %s", subscriber.name(), e.getMessage());
      return 0;
    }
    if (done > 0) {
      channel.basicAck(here.get(done - 1).tag(), true);
    }
    return done;
  }

  /// What goes wrong here is tried again, and told, on its own.
  private boolean succeeds(Carried message) {
    try {
      handler.handle(MessageCodec.message(message.type(), message.text()));
      return true;
    } catch (Exception | AssertionError | LinkageError | StackOverflowError | OutOfMemoryError e) {
      LOG.debugf("%s failed on message %s: %s", subscriber.name(), message, e);
      return false;
    }
  }

  private boolean isAnyStrange(List<Arrival> here) throws SQLException {
    for (Arrival arrival : here) {
      if (isStrange(arrival.message())) {
        return true;
      }
    }
    return false;
  }

  /// Whether it has a place that was never given. Its place would be taken for ours, and all up to
  /// there for handled.
  private boolean isStrange(Carried message) throws SQLException {
    if (subscriber.ordered() && message.position() > highest) {
      highest = outbox.highest();
    }
    return subscriber.ordered() && message.position() > highest;
  }

  private boolean handle(Arrival arrival, Channel channel, ConfirmedChannel confirmed)
      throws IOException, TimeoutException, SQLException {
    Carried message = arrival.message();
    if (isStrange(message)) {
      LOG.errorf("%s sets message %s aside: its place was never given", subscriber.name(), message);
      setAside(message, STRANGE, confirmed);
      channel.basicAck(arrival.tag(), false);
      return true;
    }
    boolean held = subscriber.holds(message.type());
    if (held && (message.replayed() || message.position() <= 0)) {
      setAside(message, "it is of the chain, and its place is long past", confirmed);
      channel.basicAck(arrival.tag(), false);
      return true;
    }
    switch (delivery.deliver(
        message.toString(), held, () -> handle(message), () -> channel.isOpen() && !ended)) {
      case Outcome.Done _ -> {}
      case Outcome.SetAside aside -> setAside(message, aside.because(), confirmed);
      case Outcome.GivenUp _ -> {
        return false;
      }
    }
    channel.basicAck(arrival.tag(), false);
    return true;
  }

  /// An ordered subscriber's messages are handled in turn over all processes, whatever the broker
  /// thinks of who is connected: and what was handled is not handled again after a later one.
  private void handle(Carried message) throws Exception {
    Delivery.Step step = () -> handler.handle(MessageCodec.message(message.type(), message.text()));
    if (!subscriber.ordered()) {
      step.run();
    } else if (message.again()) {
      outbox.inTurnAgain(subscriber.name(), step);
    } else {
      outbox.inTurn(subscriber.name(), message.position(), step);
    }
  }

  /// Before it is acknowledged: a crash in between leaves it in both queues, and in none never.
  private void setAside(Carried message, String because, ConfirmedChannel confirmed)
      throws IOException, TimeoutException {
    confirmed.publish(
        "", queues.dead(subscriber.name()), message.properties(because), message.body());
    if (!confirmed.isConfirmed(CONFIRM_MILLIS)) {
      throw new BrokerException("RabbitMQ does not take a dead letter");
    }
  }

  /// Moves the dead letters that are there now, or the oldest of them, back to their queue, and
  /// tells how many.
  static long replay(Channel channel, RabbitQueues queues, String subscriber, long most)
      throws IOException, TimeoutException {
    ConfirmedChannel confirmed = new ConfirmedChannel(channel);
    String dead = queues.dead(subscriber);
    long count = Math.min(most, channel.queueDeclarePassive(dead).getMessageCount());
    for (long moved = 0; moved < count; moved++) {
      GetResponse letter = channel.basicGet(dead, false);
      if (letter == null) {
        return moved;
      }
      BasicProperties properties =
          Carried.read(letter.getProps(), letter.getBody()).onceMore().properties();
      confirmed.publish("", queues.queue(subscriber), properties, letter.getBody());
      if (!confirmed.isConfirmed(CONFIRM_MILLIS)) {
        throw new BrokerException("RabbitMQ does not take a dead letter back into its queue");
      }
      channel.basicAck(letter.getEnvelope().getDeliveryTag(), false);
    }
    return count;
  }
}
