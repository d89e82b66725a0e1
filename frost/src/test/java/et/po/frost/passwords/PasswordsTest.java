package et.po.frost.passwords;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import et.po.frost.faults.Fault;
import et.po.frost.faults.FaultException;
import et.po.frost.http.Client;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.junit.jupiter.api.Test;

final class PasswordsTest {
  private static final Argon2Cost CHEAP = new Argon2Cost(64, 1);
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void hash_isOfThePasswordOnly() throws Exception {
    try (Passwords passwords = new Passwords(CHEAP, 1, 10, RANDOM)) {
      String kept = passwords.hash("Pässword 1");

      assertTrue(kept.startsWith("$argon2id$v=19$m=64,t=1,p=1$"), kept);
      assertTrue(passwords.matches("Pässword 1", kept));
      assertFalse(passwords.matches("Pässword 2", kept));
      assertNotEquals(kept, passwords.hash("Pässword 1"));
    }
  }

  @Test
  void hashOfAnotherCost_matches_andIsRenewed() throws Exception {
    try (Passwords old = new Passwords(CHEAP, 1, 10, RANDOM);
        Passwords passwords = new Passwords(new Argon2Cost(128, 2), 1, 10, RANDOM)) {
      String kept = old.hash("x");

      assertTrue(passwords.matches("x", kept));
      assertTrue(passwords.renewed("x", kept).orElseThrow().contains("m=128,t=2"));
      assertEquals(Optional.empty(), old.renewed("x", kept));
    }
  }

  /// From the tests of the reference implementation.
  @Test
  void hashOfTheReferenceImplementation_matches() {
    byte[] salt = "somesalt".getBytes(StandardCharsets.US_ASCII);
    byte[] hash =
        HexFormat.of().parseHex("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");

    BlockPool memory = new FixedBlockPool(65_536);

    assertTrue(new PasswordHash(new Argon2Cost(65_536, 2), salt, hash).isOf("password", memory));
    assertFalse(new PasswordHash(new Argon2Cost(65_536, 2), salt, hash).isOf("passwore", memory));
  }

  @Test
  void memoryOfAHash_isThatOfTheNext() {
    Argon2Cost cost = new Argon2Cost(19_456, 1);
    BlockPool memory = new FixedBlockPool(cost.memory());
    PasswordHash hash = PasswordHash.of("x", cost, RANDOM, memory);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    assertTrue(hash.isOf("x", memory));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertTrue(allocated < 1 << 20, "allocated " + allocated + " bytes");
  }

  /// Holds up who draws a salt, from a moment on.
  private static final class SlowRandom extends SecureRandom {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    volatile boolean slow;

    @Override
    public void nextBytes(byte[] bytes) {
      super.nextBytes(bytes);
      if (slow) {
        entered.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @Test
  void lineThatIsTooLong_isBusy() throws Exception {
    SlowRandom random = new SlowRandom();
    try (Passwords passwords = new Passwords(CHEAP, 1, 1, random);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      random.slow = true;
      Future<String> inHand = callers.submit(() -> passwords.hash("x"));
      random.entered.await();
      // One waits and one is told to come back, whichever comes first.
      ExecutorCompletionService<String> others = new ExecutorCompletionService<>(callers);
      others.submit(() -> passwords.hash("y"));
      others.submit(() -> passwords.hash("z"));

      Future<String> refused = others.take();

      ExecutionException failure = assertThrows(ExecutionException.class, refused::get);
      assertEquals(Fault.BUSY, assertInstanceOf(FaultException.class, failure.getCause()).fault());
      random.released.countDown();
      assertTrue(inHand.get().startsWith("$argon2id$"));
      assertTrue(others.take().get().startsWith("$argon2id$"));
    }
  }

  @Test
  void whoHasGone_isNotHashedFor() throws Exception {
    SlowRandom random = new SlowRandom();
    try (Passwords passwords = new Passwords(CHEAP, 1, 1, random);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      random.slow = true;
      Client gone = new Client("192.0.2.1");
      Future<String> inHand = callers.submit(() -> passwords.hash("x"));
      random.entered.await();
      AtomicBoolean hashed = new AtomicBoolean();
      Future<String> waiting =
          callers.submit(() ->
              gone.call(() -> {
                String hash = passwords.hash("y");
                hashed.set(true);
                return hash;
              }));
      gone.leave();
      random.released.countDown();

      assertTrue(inHand.get().startsWith("$argon2id$"));
      assertThrows(ExecutionException.class, waiting::get);
      assertFalse(hashed.get());
    }
  }
}
