package et.po.cli.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What became of the posts so far. Any thread may tell, and ask.
final class Posts {
  private final Map<String, Long> taken = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile Optional<String> complaint = Optional.empty();
  private volatile long lastAnswer = System.nanoTime();

  /// @param due when it should have been posted, by [System#nanoTime()]: whoever is late makes the
  ///   work wait
  void taken(String id, long due) {
    lastAnswer = System.nanoTime();
    taken.put(id, due);
    waits.add(lastAnswer - due);
  }

  /// The server answered, and not that it took the work.
  void refused(String because) {
    lastAnswer = System.nanoTime();
    refused.incrementAndGet();
    complaint = Optional.of(because);
  }

  /// No answer came: it was perhaps taken.
  void failed(String because) {
    failed.incrementAndGet();
    complaint = Optional.of(because);
  }

  /// When the works that were taken were due, by id.
  Map<String, Long> taken() {
    return taken;
  }

  /// How long answers took, from when their posts were due.
  List<Long> waits() {
    return new ArrayList<>(waits);
  }

  int refused() {
    return refused.get();
  }

  int failed() {
    return failed.get();
  }

  int count() {
    return taken.size() + refused() + failed();
  }

  /// Of those that were not taken, the last.
  Optional<String> complaint() {
    return complaint;
  }

  long lastAnswer() {
    return lastAnswer;
  }
}
