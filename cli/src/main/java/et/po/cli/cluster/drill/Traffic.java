package et.po.cli.cluster.drill;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Clients that read and register works all the time, through the Services, whether those before
/// were answered or not.
final class Traffic implements AutoCloseable {
  /// Between two requests: forty of them a second.
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  /// Of so many requests one registers a work, two ask Frost, and the others the node.
  private static final int ROUND = 8;

  private final URI node;
  private final Publisher publisher;
  private final Caller caller;
  private final Queue<String> taken = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread clock = Thread.ofVirtual().unstarted(this::run);
  private volatile Tally tally = new Tally();
  private volatile boolean running = true;

  Traffic(URI node, Publisher publisher, Caller caller) {
    this.node = node;
    this.publisher = publisher;
    this.caller = caller;
  }

  void start() {
    clock.start();
  }

  /// Counts anew from here on.
  Tally begin() {
    tally = new Tally();
    return tally;
  }

  /// The ids of works that were taken.
  Queue<String> taken() {
    return taken;
  }

  private void run() {
    long due = System.nanoTime();
    try {
      for (int i = 0; running; i++) {
        due += PAUSE_NANOS;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        int number = i;
        Tally counting = tally;
        threads.execute(() -> request(number, counting));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void request(int number, Tally counting) {
    switch (number % ROUND) {
      case 0 ->
          caller.call(
              publisher.post(number), counting, answer -> taken.add(Publisher.workId(answer)));
      case 3, 6 -> caller.call(publisher.list(), counting, Traffic::nothing);
      default ->
          caller.call(
              HttpRequest.newBuilder(node.resolve("/works?limit=10")), counting, Traffic::nothing);
    }
  }

  private static void nothing(String answer) {}

  /// Returns when all requests are answered or have failed.
  @Override
  public void close() throws InterruptedException {
    running = false;
    clock.join();
    threads.close();
  }
}
