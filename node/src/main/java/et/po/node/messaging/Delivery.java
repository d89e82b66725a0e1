package et.po.node.messaging;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/// How a subscriber deals with one message after another, whoever brings them: tried again, and set
/// aside when it fails too often, unless those behind it have to wait for it.
final class Delivery {
  private static final Logger LOG = Logger.getLogger(Delivery.class);
  private static final int ATTEMPTS = 5;

  private final String subscriber;
  private final Going going;
  private volatile Optional<String> problem = Optional.empty();

  Delivery(String subscriber, Going going) {
    this.subscriber = subscriber;
    this.going = going;
  }

  /// What is tried.
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  sealed interface Outcome {
    record Done() implements Outcome {}

    /// It failed too often.
    record SetAside(String because) implements Outcome {}

    /// Nobody waits for the outcome any more; it is to come again.
    record GivenUp() implements Outcome {}
  }

  /// Why the message in hand cannot be handled now.
  Optional<String> problem() {
    return problem;
  }

  /// @param message what it is called in the log
  /// @param held whether it is tried until it succeeds
  /// @param wanted whether another attempt makes sense
  Outcome deliver(String message, boolean held, Step step, BooleanSupplier wanted) {
    Going.Pauses pauses = going.pauses();
    for (int attempt = 1; ; ) {
      try {
        run(step);
        problem = Optional.empty();
        return new Outcome.Done();
      } catch (TryLaterException e) {
        LOG.debugf("%s waits: %s", subscriber, e.getMessage());
        problem = Optional.of(String.valueOf(e.getMessage()));
      } catch (Exception e) {
        boolean passes = PassingFailures.isPassing(e) || held;
        // What is no message will not become one.
        boolean unreadable = e instanceof UnreadableMessageException;
        if (unreadable || !passes && attempt++ == ATTEMPTS) {
          if (unreadable) {
            // Whoever published it can fill no log with it.
            LOG.errorf("%s sets message %s aside: it is none", subscriber, message);
          } else {
            LOG.errorf(e, "%s sets message %s aside", subscriber, message);
          }
          problem = Optional.empty();
          return new Outcome.SetAside(String.valueOf(e));
        }
        LOG.warnf("%s failed on message %s and tries again: %s", subscriber, message, e);
        problem = Optional.of("failed on message %s: %s".formatted(message, e));
      }
      if (going.on() && wanted.getAsBoolean()) {
        pauses.take();
      }
      if (!going.on() || !wanted.getAsBoolean()) {
        return new Outcome.GivenUp();
      }
    }
  }

  /// An error in the handler is the message's, as an exception is: the thread lives on.
  private static void run(Step step) throws Exception {
    try {
      step.run();
    } catch (AssertionError | LinkageError | StackOverflowError | OutOfMemoryError e) {
      throw new IllegalStateException(String.valueOf(e), e);
    }
  }
}
