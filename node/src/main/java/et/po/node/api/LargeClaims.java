package et.po.node.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Judges large claims one at a time: judging one may take a hundred times its size in memory, and
/// seconds.
///
/// On a thread of the system, which shares the processors with others; virtual threads would wait
/// until it is done.
final class LargeClaims {
  private static final long LONGEST_WAIT_SECONDS = 10;

  private final Semaphore turn = new Semaphore(1, true);

  /// What the judgement gives, or throws.
  ///
  /// @throws FaultException if its turn does not come soon
  <T> T inTurn(Supplier<T> judgement) {
    await();
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      Thread.ofPlatform().name("large-claim").daemon().start(() -> run(judgement, result));
    } catch (RuntimeException | OutOfMemoryError e) {
      turn.release();
      throw e;
    }
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void await() {
    try {
      if (!turn.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw Fault.BUSY.because("Too many large claims are being sent; try again in a moment.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.BUSY.because("The node is stopping; try again in a moment.");
    }
  }

  private <T> void run(Supplier<T> judgement, CompletableFuture<T> result) {
    try {
      result.complete(judgement.get());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    } finally {
      turn.release();
    }
  }
}
