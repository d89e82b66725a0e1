package et.po.frost.passwords;

import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.frost.http.Client;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;

/// Hashes and checks passwords on a few threads.
///
/// A hash needs memory on purpose. As many are computed at once as there are threads; whoever comes
/// meanwhile waits in line, and where the line is too long is told to come back.
public final class Passwords implements AutoCloseable {
  private final Argon2Cost cost;
  private final SecureRandom random;
  private final ThreadPoolExecutor threads;
  private final PasswordHash nobodys;

  /// Kept from one hash to the next: the garbage collector would move it about, all the while that
  /// a hash is computed. Blocks are cleared when they come back.
  private final BlockPool memory;

  /// @param parallel how many hashes are computed at once
  /// @param waiting how many may wait for their turn
  public Passwords(Argon2Cost cost, int parallel, int waiting, SecureRandom random) {
    this.cost = cost;
    this.random = random;
    this.threads =
        new ThreadPoolExecutor(
            parallel,
            parallel,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().name("password-", 0).daemon().factory());
    this.memory = new FixedBlockPool(parallel * cost.memory());
    this.nobodys = PasswordHash.of("", cost, random, memory);
  }

  /// The text to keep for a password.
  public String hash(String password) throws InterruptedException {
    return inTurn(() -> PasswordHash.of(password, cost, random, memory).text());
  }

  /// Whether this is the password that was hashed.
  public boolean matches(String password, String kept) throws InterruptedException {
    PasswordHash hash = PasswordHash.parse(kept);
    return inTurn(() -> hash.isOf(password, memory));
  }

  /// Takes as long as a check and finds nothing: so that it takes no less to log in to an account
  /// that does not exist.
  public void matchesNobody(String password) throws InterruptedException {
    inTurn(() -> nobodys.isOf(password, memory));
  }

  /// A new text to keep, if the kept one was computed at another cost than new ones are.
  public Optional<String> renewed(String password, String kept) throws InterruptedException {
    return PasswordHash.parse(kept).cost().equals(cost)
        ? Optional.empty()
        : Optional.of(hash(password));
  }

  private <T> T inTurn(Callable<T> work) throws InterruptedException {
    Client client = Client.current();
    FutureTask<T> task = new FutureTask<>(() -> whileWaiting(client, work));
    try {
      threads.execute(task);
      return task.get();
    } catch (RejectedExecutionException e) {
      throw Fault.BUSY.exception();
    } catch (InterruptedException e) {
      threads.remove(task);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FaultException abandoned) {
        throw abandoned;
      }
      throw new IllegalStateException("hashing a password cannot fail", e.getCause());
    }
  }

  /// Of those whose turn it is, some have gone: nobody waits for their hashes.
  private static <T> T whileWaiting(Client client, Callable<T> work) throws Exception {
    if (client.isGone()) {
      throw Fault.BUSY.exception();
    }
    return work.call();
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
