package et.po.cli.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// Something that is started and then runs until it is stopped.
interface Service {
  String name();

  /// Starts it and returns when it has started. Whether it can work is another question, for that
  /// may hang on others.
  ///
  /// Whoever starts it anew after a crash has done nothing else before.
  ///
  /// @param givenUp asked now and then; once true, the start ends
  /// @throws et.po.cli.CommandException with one sentence, and nothing left running
  Running start(BooleanSupplier givenUp);

  /// It, running.
  interface Running {
    /// Completes when it has ended, with how, for whatever reason.
    CompletableFuture<String> ended();

    /// Tells it to end, and ends it by force if it has not after that long.
    void stop(Duration patience);
  }
}
