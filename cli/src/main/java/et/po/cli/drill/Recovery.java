package et.po.cli.drill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Asks every process again and again whether it is ready, and knows the longest time that each was
/// not: because it was killed, or because something that it stands on was away.
final class Recovery implements AutoCloseable {
  private static final int PAUSE_MILLISECONDS = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int READY = 200;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final Map<String, Duration> longest = new ConcurrentHashMap<>();
  private final Map<String, Instant> unreadySince = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();

  /// @param management where each process says how it is, by its name
  Recovery(Map<String, String> management) {
    management.forEach((name, address) ->
        threads.add(
            Thread.ofVirtual().start(() -> watch(name, URI.create(address + "/q/health/ready")))));
  }

  private void watch(String name, URI health) {
    try {
      while (true) {
        boolean ready = isReady(health);
        Instant now = Instant.now();
        if (ready) {
          unreadySince.remove(name);
        } else {
          Duration since = Duration.between(unreadySince.computeIfAbsent(name, _ -> now), now);
          longest.merge(name, since, (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isReady(URI health) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(health).timeout(PATIENCE).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == READY;
    } catch (IOException e) {
      return false;
    }
  }

  /// Those that are not ready now.
  List<String> unready() {
    return unreadySince.keySet().stream().sorted().toList();
  }

  /// The longest time that each was not ready, the longest first; nothing of those that always
  /// were.
  List<Map.Entry<String, Duration>> longest() {
    return longest.entrySet().stream()
        .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
        .toList();
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    http.close();
  }
}
