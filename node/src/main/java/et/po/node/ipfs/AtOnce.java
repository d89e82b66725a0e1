package et.po.node.ipfs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Calls that wait for somebody else, several at a time.
final class AtOnce {
  private AtOnce() {}

  /// The results in the order of the questions; what a call throws is thrown here, when all have
  /// ended.
  static <Q, A> List<A> map(int atOnce, List<Q> questions, Function<Q, A> call) {
    if (questions.size() < 2) {
      return questions.stream().map(call).toList();
    }
    List<Future<A>> answers = new ArrayList<>();
    try (ExecutorService calls =
        Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
      questions.forEach(question -> answers.add(calls.submit(() -> call.apply(question))));
    }
    return answers.stream().map(AtOnce::result).toList();
  }

  private static <A> A result(Future<A> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("a call failed", e.getCause());
    }
  }
}
