package et.po.node.messaging;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// One subscriber's thread: reads the outbox in order, hands over, acknowledges.
final class OutboxReader {
  private static final Logger LOG = Logger.getLogger(OutboxReader.class);

  /// Few, because a message may hold hundreds of claims.
  private static final int PAGE = 8;

  /// A position that moved only past other subscribers' messages need not be written down each
  /// time: who reads them again passes over them again.
  private static final Duration UNWRITTEN = Duration.ofSeconds(2);

  private static final int ATTEMPTS = 5;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Outbox outbox;
  private final String subscriber;
  private final List<String> types;
  private final MessageHandler handler;
  private final Semaphore news = new Semaphore(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean running = true;
  private volatile Optional<String> problem = Optional.empty();
  private boolean retried;
  private long written;
  private Instant nextWriting = Instant.EPOCH;

  OutboxReader(Outbox outbox, String subscriber, List<String> types, MessageHandler handler) {
    this.outbox = outbox;
    this.subscriber = subscriber;
    this.types = types;
    this.handler = handler;
    this.thread = Thread.ofPlatform().name(subscriber).daemon().unstarted(this::run);
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
    return problem;
  }

  /// Waits for the handler in hand; a pause between attempts is cut short.
  void stop() {
    running = false;
    stopping.countDown();
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Pause pause = new Pause();
    while (running) {
      try {
        long position = outbox.register(subscriber);
        written = position;
        if (!retried) {
          retryDeadLetters();
          retried = true;
        }
        while (running) {
          position = drain(position);
          pause.reset();
          problem = Optional.empty();
          news.acquire();
        }
      } catch (SQLException | RuntimeException | OutOfMemoryError e) {
        LOG.warnf("%s cannot read its messages and tries again: %s", subscriber, e.getMessage());
        problem = Optional.of("cannot read its messages: " + e.getMessage());
        pause.take();
      } catch (Stopped e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private long drain(long from) throws SQLException, Stopped {
    long position = from;
    while (running) {
      Outbox.Page page = outbox.read(position, types, PAGE);
      for (Outbox.Entry entry : page.entries()) {
        deliver(entry);
      }
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

  /// Once: a newer program may have mended what was wrong.
  private void retryDeadLetters() throws SQLException {
    long position = 0;
    List<Outbox.Entry> some;
    do {
      some = outbox.deadLetters(subscriber, position, PAGE);
      for (Outbox.Entry entry : some) {
        position = entry.position();
        if (running && retry(entry)) {
          outbox.removeDeadLetter(subscriber, position);
        }
      }
    } while (running && !some.isEmpty());
  }

  private boolean retry(Outbox.Entry entry) {
    try {
      handle(entry);
      LOG.infof("%s has dealt with dead letter %d", subscriber, entry.position());
      return true;
    } catch (Exception e) {
      LOG.warnf("%s still fails on dead letter %d: %s", subscriber, entry.position(), e);
      return false;
    }
  }

  /// An error in the handler is the message's, as an exception is: the thread lives on.
  private void handle(Outbox.Entry entry) throws Exception {
    try {
      handler.handle(MessageCodec.message(entry.type(), entry.body()));
    } catch (AssertionError | LinkageError | StackOverflowError | OutOfMemoryError e) {
      throw new IllegalStateException(String.valueOf(e), e);
    }
  }

  private void deliver(Outbox.Entry entry) throws SQLException, Stopped {
    Pause pause = new Pause();
    for (int attempt = 1; ; ) {
      try {
        handle(entry);
        problem = Optional.empty();
        return;
      } catch (TryLaterException e) {
        LOG.debugf("%s waits: %s", subscriber, e.getMessage());
        problem = Optional.of(String.valueOf(e.getMessage()));
      } catch (Exception e) {
        if (!PassingFailures.isPassing(e) && attempt++ == ATTEMPTS) {
          LOG.errorf(
              e, "%s sets message %d (%s) aside", subscriber, entry.position(), entry.type());
          outbox.setAside(subscriber, entry, String.valueOf(e));
          return;
        }
        LOG.warnf("%s failed on message %d and tries again: %s", subscriber, entry.position(), e);
        problem = Optional.of("failed on message %d: %s".formatted(entry.position(), e));
      }
      if (!running) {
        throw new Stopped();
      }
      pause.take();
    }
  }

  /// A stop in the middle of a page: nothing of it is acknowledged, all of it comes again.
  private static final class Stopped extends Exception {}

  /// A growing pause, which [#stop()] ends.
  private final class Pause {
    private long millis = 50;

    void reset() {
      millis = 50;
    }

    void take() {
      try {
        running &= !stopping.await(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        running = false;
      }
      millis = Math.min(millis * 2, LONGEST_PAUSE.toMillis());
    }
  }
}
