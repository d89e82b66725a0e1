package et.po.frost.webhooks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The system's resolver, with an end to its patience.
///
/// Whoever asks for names whose servers answer slowly occupies few of its threads, for as long as
/// the system really waits, and others find some. A name is looked up once for all who ask
/// meanwhile, and what came of it is known for some seconds.
final class SystemResolver implements Resolver, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration REMEMBERED = Duration.ofSeconds(10);
  private static final int MOST_NAMES = 10_000;
  private static final int THREADS = 64;
  private static final int MOST_EACH = 4;

  /// The system's own look-up, which takes its time.
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addressesOf(String host) throws IOException;
  }

  private final Lookup lookup;
  private final Duration patience;
  private final Shares shares = new Shares(THREADS, MOST_EACH);
  private final Cache<String, CompletableFuture<List<InetAddress>>> known =
      Caffeine.newBuilder().maximumSize(MOST_NAMES).expireAfterWrite(REMEMBERED).build();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().name("resolver-", 0).daemon().factory());

  SystemResolver() {
    this(InetAddress::getAllByName, PATIENCE);
  }

  SystemResolver(Lookup lookup, Duration patience) {
    this.lookup = lookup;
    this.patience = patience;
  }

  @Override
  public List<InetAddress> resolve(UUID account, String host)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    CompletableFuture<List<InetAddress>> answer = known.getIfPresent(host);
    if (answer == null) {
      if (!shares.take(account, patience)) {
        throw new UnknownHostException("too many look-ups of this account wait");
      }
      answer = begin(account, host);
    }
    try {
      return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new UnknownHostException("no answer in " + patience);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  /// Uses the slot that was taken, until the system has answered: whoever does not wait so long has
  /// not given it back.
  private CompletableFuture<List<InetAddress>> begin(UUID account, String host) {
    CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> first = known.asMap().putIfAbsent(host, mine);
    if (first != null) {
      shares.giveBack(account);
      return first;
    }
    threads.execute(() -> {
      try {
        mine.complete(List.of(lookup.addressesOf(host)));
      } catch (IOException | RuntimeException e) {
        mine.completeExceptionally(e);
      } finally {
        // The seconds for which it is known begin now.
        known.put(host, mine);
        shares.giveBack(account);
      }
    });
    return mine;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
