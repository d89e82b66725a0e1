package et.po.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Ends several things at the same time, and waits no longer than it may.
final class Endings {
  private Endings() {}

  /// Returns when all have ended or the time is over.
  ///
  /// @param endings what ends each, by its name
  /// @return the names of those that have not ended
  static List<String> await(Map<String, Runnable> endings, Duration longest) {
    Map<String, Thread> threads = new LinkedHashMap<>();
    endings.forEach(
        (name, ending) -> threads.put(name, Thread.ofVirtual().name("end-" + name).start(ending)));
    Instant deadline = Instant.now().plus(longest);
    List<String> left = new ArrayList<>();
    threads.forEach((name, thread) -> {
      if (!hasEnded(thread, Duration.between(Instant.now(), deadline))) {
        left.add(name);
      }
    });
    return left;
  }

  private static boolean hasEnded(Thread thread, Duration patience) {
    try {
      return thread.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
