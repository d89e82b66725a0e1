package et.po.node.messaging;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import et.po.node.database.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Carries messages from the outbox to the broker, in their order and in bulk.
///
/// One at a time over all processes: the others wait for the turn, which ends with the database
/// connection of who has it. How far it came is written down after the broker has confirmed, so
/// that after a crash some messages are published again and none is left out.
final class Relay {
  /// How its place is called among those of the subscribers.
  static final String NAME = "relay";

  private static final Logger LOG = Logger.getLogger(Relay.class);
  private static final String TURN = "messaging-relay";
  private static final int BULK = 500;
  private static final Duration NEXT_TURN = Duration.ofSeconds(1);
  private static final Duration LOOKS = Duration.ofSeconds(10);
  private static final long IDLE_MILLIS = 1000;
  private static final long CONFIRM_MILLIS = 1000;
  private static final Duration LONGEST_CONFIRM = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(3);

  private final Database database;
  private final Outbox outbox;
  private final RabbitQueues queues;
  private final Broker broker;
  private final Duration kept;
  private final Going going = new Going();
  private final Going.Pauses pauses = going.pauses();
  private final Semaphore news = new Semaphore(1);
  private final Thread thread;
  private volatile Optional<String> problem = Optional.empty();
  private volatile boolean hasTurn;
  private Instant lookedAfter = Instant.EPOCH;

  Relay(Database database, Outbox outbox, RabbitQueues queues, Broker broker, Duration kept) {
    this.database = database;
    this.outbox = outbox;
    this.queues = queues;
    this.broker = broker;
    this.kept = kept;
    this.thread = Thread.ofPlatform().name("messaging-relay").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  /// Whether messages go out from here, not from another process.
  boolean hasTurn() {
    return hasTurn;
  }

  /// Why messages do not go out now.
  Optional<String> problem() {
    return broker.blocked().or(() -> problem);
  }

  /// Waits for what is in hand, but not for a broker that takes nothing.
  void stop() {
    going.stop();
    wake();
    try {
      if (thread.isAlive() && !thread.join(STOP)) {
        broker.abort();
        thread.join(STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    broker.abort();
  }

  private void run() {
    while (going.on()) {
      try {
        takeTurn();
        problem = Optional.empty();
      } catch (BrokerException e) {
        fail(String.valueOf(e.getMessage()));
      } catch (SQLException e) {
        LOG.warnf("Messages cannot be read, it is tried again: %s", e.getMessage());
        fail("PostgreSQL does not answer as it should: " + e.getMessage());
      } catch (RuntimeException | OutOfMemoryError e) {
        LOG.warnf("Messages cannot be carried to RabbitMQ, it is tried again: %s", e.getMessage());
        fail("messages cannot be carried to RabbitMQ: " + e.getMessage());
      }
    }
  }

  private void fail(String because) {
    problem = Optional.of(because);
    pauses.take();
  }

  /// Who cannot reach the broker leaves the turn to others.
  private void takeTurn() throws SQLException {
    Channel channel = broker.channel();
    try {
      if (database.alone(TURN, () -> carryAll(channel)).isEmpty()) {
        problem = Optional.empty();
        going.pause(NEXT_TURN);
      }
    } finally {
      Broker.end(channel);
    }
  }

  private boolean carryAll(Channel channel) throws SQLException {
    hasTurn = true;
    try {
      makeQueues();
      carryAll(channel, new ConfirmedChannel(channel));
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      throw new BrokerException("messages do not get to RabbitMQ: " + RabbitQueues.sentence(e));
    } finally {
      hasTurn = false;
    }
    return true;
  }

  /// A broker that has not all of our queues, or not the mark that says so, lacks what we
  /// published: it gets all that is kept, before anything else.
  private void makeQueues() throws IOException, TimeoutException, SQLException {
    boolean lacking = !queues.areThere(broker.channel());
    Channel making = broker.channel();
    if (lacking) {
      queues.unmark(making);
      if (outbox.rewind() > 0) {
        LOG.warn(
            "RabbitMQ is new, or has lost a queue: all messages that are kept are published again.");
      }
    }
    queues.declare(making);
    making.close();
  }

  private void carryAll(Channel channel, ConfirmedChannel confirmed)
      throws SQLException, IOException, TimeoutException {
    List<String> types = queues.topology().typeNames();
    Outbox.Progress progress = outbox.progress();
    long position = progress.position();
    while (going.on() && channel.isOpen()) {
      Outbox.Page page = outbox.read(position, types, BULK);
      if (!page.entries().isEmpty()) {
        carry(page.entries(), new Outbox.Progress(position, progress.again()), confirmed);
      }
      pauses.reset();
      problem = Optional.empty();
      if (page.end() > position) {
        if (!outbox.advance(position, page.end())) {
          // Our turn ended without our knowing it, and another has it.
          return;
        }
        position = page.end();
      } else {
        awaitNews();
      }
      if (Instant.now().isAfter(lookedAfter.plus(LOOKS))) {
        outbox.cleanPublished(position, kept);
        lookedAfter = Instant.now();
        if (!queues.areThere(broker.channel())) {
          return;
        }
      }
    }
  }

  /// Returns when the broker has all of them.
  private void carry(
      List<Outbox.Entry> entries, Outbox.Progress progress, ConfirmedChannel confirmed)
      throws SQLException, IOException, TimeoutException {
    if (publish(entries, progress.again(), confirmed)) {
      return;
    }
    // Some may be in a queue already, in front of those that are missing there. One by one: while a
    // queue is full, the others do not get all of them at each try.
    long last = entries.getLast().position();
    for (Outbox.Entry entry : entries) {
      do {
        if (!outbox.publishAgain(progress.position(), last)) {
          throw new BrokerException("another process sends the messages now");
        }
      } while (!publish(List.of(entry), last, confirmed) && isWorthAnotherTry());
    }
  }

  private boolean isWorthAnotherTry() throws IOException, TimeoutException {
    LOG.warn("RabbitMQ refused messages: a queue is full or missing. They are published again.");
    problem = Optional.of("RabbitMQ refuses messages: a queue is full or missing");
    pauses.take();
    if (!going.on()) {
      throw new BrokerException("this process is stopping");
    }
    if (!queues.areThere(broker.channel())) {
      throw new BrokerException("RabbitMQ has lost a queue, which is made anew");
    }
    return true;
  }

  /// @param again up to which position they may come out of their order
  private boolean publish(List<Outbox.Entry> entries, long again, ConfirmedChannel confirmed)
      throws IOException, TimeoutException {
    for (Outbox.Entry entry : entries) {
      Carried message = Carried.of(entry, entry.position() <= again);
      confirmed.publish(queues.exchange(), message.type(), message.properties(), message.body());
    }
    Instant deadline = Instant.now().plus(LONGEST_CONFIRM);
    while (true) {
      try {
        return confirmed.isConfirmed(CONFIRM_MILLIS);
      } catch (TimeoutException e) {
        boolean late = Instant.now().isAfter(deadline) && broker.blocked().isEmpty();
        if (late || !going.on()) {
          throw e;
        }
      }
    }
  }

  private void awaitNews() {
    try {
      // Woken or not, there is a look.
      boolean _ = news.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      going.stop();
    }
  }
}
