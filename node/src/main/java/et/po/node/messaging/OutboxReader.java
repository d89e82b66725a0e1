package et.po.node.messaging;

import et.po.node.messaging.Delivery.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// One subscriber's thread: reads the outbox in order, hands over, acknowledges.
final class OutboxReader {
  private static final Logger LOG = Logger.getLogger(OutboxReader.class);

  /// Few, because a message may hold hundreds of claims; a page is bounded in bytes, too.
  private static final int PAGE = 32;

  /// A position that moved only past other subscribers' messages need not be written down each
  /// time: who reads them again passes over them again.
  private static final Duration UNWRITTEN = Duration.ofSeconds(2);

  /// How often dead letters are looked for that somebody wants replayed.
  private static final Duration REPLAYS = Duration.ofSeconds(1);

  private final Outbox outbox;
  private final Topology.Subscriber topology;
  private final String subscriber;
  private final List<String> types;
  private final MessageHandler handler;
  private final Semaphore news = new Semaphore(1);
  private final Going going = new Going();
  private final Delivery delivery;
  private final Thread thread;
  private volatile Optional<String> problem = Optional.empty();
  private boolean registered;
  private long written;
  private Instant nextWriting = Instant.EPOCH;
  private Instant nextReplay = Instant.EPOCH;

  OutboxReader(Outbox outbox, Topology.Subscriber subscriber, MessageHandler handler) {
    this.outbox = outbox;
    this.topology = subscriber;
    this.subscriber = subscriber.name();
    this.types = subscriber.typeNames();
    this.handler = handler;
    this.delivery = new Delivery(subscriber.name(), going);
    this.thread = Thread.ofPlatform().name(subscriber.name()).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  Optional<String> problem() {
    return problem.or(delivery::problem);
  }

  /// Waits for the handler in hand; a pause between attempts is cut short.
  void stop() {
    going.stop();
    wake();
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
        long position = register();
        while (going.on()) {
          replay();
          position = drain(position);
          pauses.reset();
          problem = Optional.empty();
          news.acquire();
        }
      } catch (SQLException | RuntimeException | OutOfMemoryError e) {
        LOG.warnf("%s cannot read its messages and tries again: %s", subscriber, e.getMessage());
        problem = Optional.of("cannot read its messages from PostgreSQL: " + e.getMessage());
        pauses.take();
      } catch (Stopped e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// The first time, its dead letters come once more: a newer program may have mended what was
  /// wrong.
  private long register() throws SQLException {
    long position = outbox.register(subscriber);
    written = position;
    if (!registered) {
      outbox.replay(subscriber);
      registered = true;
    }
    return position;
  }

  private long drain(long from) throws SQLException, Stopped {
    long position = from;
    while (going.on()) {
      Outbox.Page page = outbox.read(position, types, PAGE);
      deliver(page.entries());
      if (!page.entries().isEmpty() || Instant.now().isAfter(nextWriting)) {
        acknowledge(page.end());
      }
      if (page.end() == position) {
        return position;
      }
      position = page.end();
    }
    return position;
  }

  private void acknowledge(long position) throws SQLException {
    if (position > written) {
      outbox.acknowledge(subscriber, position);
      written = position;
    }
    nextWriting = Instant.now().plus(UNWRITTEN);
  }

  private void replay() throws SQLException, Stopped {
    if (Instant.now().isBefore(nextReplay)) {
      return;
    }
    nextReplay = Instant.now().plus(REPLAYS);
    List<Outbox.Entry> due = outbox.dueDeadLetters(subscriber, PAGE);
    while (!due.isEmpty()) {
      for (Outbox.Entry entry : due) {
        replay(entry);
      }
      due = outbox.dueDeadLetters(subscriber, PAGE);
    }
  }

  private void replay(Outbox.Entry entry) throws SQLException, Stopped {
    if (topology.holds(entry.type())) {
      // Its place is long past.
      outbox.keepDeadLetter(subscriber, entry.position());
      return;
    }
    switch (attempt(entry)) {
      case Outcome.Done _ -> {
        LOG.infof("%s has dealt with dead letter %d", subscriber, entry.position());
        outbox.removeDeadLetter(subscriber, entry.position());
      }
      case Outcome.SetAside _ -> outbox.keepDeadLetter(subscriber, entry.position());
      case Outcome.GivenUp _ -> throw new Stopped();
    }
  }

  private void deliver(List<Outbox.Entry> entries) throws SQLException, Stopped {
    if (entries.size() > 1
        && handler instanceof Together together
        && areHandled(together, entries)) {
      return;
    }
    for (Outbox.Entry entry : entries) {
      deliver(entry);
    }
  }

  /// What goes wrong here is tried again, and told, one by one.
  private boolean areHandled(Together together, List<Outbox.Entry> entries) {
    try {
      together.handleAll(
          entries.stream().map(entry -> MessageCodec.message(entry.type(), entry.body())).toList());
      problem = Optional.empty();
      return true;
    } catch (Exception | AssertionError | LinkageError | StackOverflowError | OutOfMemoryError e) {
      LOG.debugf("%s goes on one by one: %s", subscriber, e);
      return false;
    }
  }

  private void deliver(Outbox.Entry entry) throws SQLException, Stopped {
    switch (attempt(entry)) {
      case Outcome.Done _ -> {}
      case Outcome.SetAside aside -> outbox.setAside(subscriber, entry, aside.because());
      case Outcome.GivenUp _ -> throw new Stopped();
    }
  }

  private Outcome attempt(Outbox.Entry entry) {
    return delivery.deliver(
        entry.position() + " (" + entry.type() + ")",
        topology.holds(entry.type()),
        () -> handler.handle(MessageCodec.message(entry.type(), entry.body())),
        () -> true);
  }

  /// A stop in the middle of a page: nothing of it is acknowledged, all of it comes again.
  private static final class Stopped extends Exception {}
}
