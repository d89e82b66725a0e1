package et.po.frost.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The system's resolver, with an end to its patience. A name server that somebody made slow on
/// purpose occupies these threads, and no others.
final class SystemResolver implements Resolver, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int THREADS = 16;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().name("resolver-", 0).daemon().factory());

  @Override
  public List<InetAddress> resolve(String host) throws IOException, InterruptedException {
    Future<InetAddress[]> answer = threads.submit(() -> InetAddress.getAllByName(host));
    try {
      return List.of(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new UnknownHostException("no answer in " + PATIENCE);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
