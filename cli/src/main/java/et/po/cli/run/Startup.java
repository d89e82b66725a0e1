package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.cli.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// Takes steps in their order, at the same time where the order allows.
final class Startup {
  /// @param after the names of the steps that must be done before
  record Step(String name, List<String> after, Runnable action) {}

  private static final int QUIET_SECONDS = 2;

  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, CompletableFuture<Void>> done = new LinkedHashMap<>();
  private final AtomicReference<Optional<CommandException>> failure =
      new AtomicReference<>(Optional.empty());
  private final Progress progress;
  private final Runnable giveUp;

  private Startup(Progress progress, Runnable giveUp) {
    this.progress = progress;
    this.giveUp = giveUp;
  }

  /// Returns when all steps are done.
  ///
  /// @param steps each behind those that it comes after
  /// @param giveUp called when a step fails, to make the others end
  /// @throws CommandException of the first step that failed, when no step goes on any more
  static void run(List<Step> steps, Progress progress, Runnable giveUp) {
    Startup startup = new Startup(progress, giveUp);
    steps.forEach(startup::begin);
    startup.await();
  }

  private void begin(Step step) {
    CompletableFuture<?>[] before =
        step.after().stream().map(this::of).toArray(CompletableFuture<?>[]::new);
    done.put(step.name(), CompletableFuture.allOf(before).thenRunAsync(() -> take(step), threads));
  }

  private CompletableFuture<Void> of(String name) {
    CompletableFuture<Void> step = done.get(name);
    if (step == null) {
      throw new IllegalArgumentException("no step " + name + " comes before");
    }
    return step;
  }

  private void take(Step step) {
    Instant begun = Instant.now();
    try {
      step.action().run();
      progress.step(
          "  %-18s %.1f s"
              .formatted(step.name(), Duration.between(begun, Instant.now()).toMillis() / 1000.0));
    } catch (CommandException e) {
      if (failure.getAndUpdate(first -> first.or(() -> Optional.of(e))).isEmpty()) {
        giveUp.run();
      }
      throw e;
    }
  }

  private void await() {
    CompletableFuture<?>[] all = done.values().toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture<Void> everything = CompletableFuture.allOf(all);
      while (!isDoneWithin(everything)) {
        progress.waiting("  waiting for " + String.join(", ", open()));
      }
      everything.join();
    } catch (CompletionException e) {
      progress.clear();
      throw failure.get().<RuntimeException>map(first -> first).orElse(e);
    }
  }

  private static boolean isDoneWithin(CompletableFuture<Void> everything) {
    try {
      // Whether it went well is asked afterwards.
      everything.handle((nothing, e) -> true).get(QUIET_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("handled already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unable("It was interrupted.", e);
    }
  }

  /// The steps that are not done yet.
  private List<String> open() {
    return done.entrySet().stream()
        .filter(step -> !step.getValue().isDone())
        .map(Map.Entry::getKey)
        .toList();
  }
}
