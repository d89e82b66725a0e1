package et.po.frost.webhooks;

import static et.po.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SystemResolverTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(60);

  private final CountDownLatch slowServers = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void answer() {
    slowServers.countDown();
  }

  /// Names that begin with `slow` are answered by nobody.
  private InetAddress[] lookUp(String host) throws IOException {
    asked.incrementAndGet();
    if (host.startsWith("slow")) {
      try {
        slowServers.await();
      } catch (InterruptedException e) {
        throw new UnknownHostException(host);
      }
    }
    if (host.startsWith("none")) {
      throw new UnknownHostException(host);
    }
    return new InetAddress[] {InetAddress.ofLiteral("1.1.1.1")};
  }

  @Test
  void slowNamesOfOneAccount_occupyLittle_andAnothersAreAnswered() throws Exception {
    try (SystemResolver resolver = new SystemResolver(this::lookUp, LONG)) {
      UUID greedy = UUID.randomUUID();
      List<Thread> waiting = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String host = "slow" + i + ".example";
        waiting.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    resolver.resolve(greedy, host);
                  } catch (IOException | InterruptedException e) {
                    // Nothing hangs on it.
                  }
                }));
      }
      eventually("the account has all it may", () -> asked.get() == 4);

      assertEquals(1, resolver.resolve(UUID.randomUUID(), "fast.example").size());

      assertEquals(5, asked.get());
      for (Thread thread : waiting) {
        thread.interrupt();
        thread.join();
      }
    }
  }

  @Test
  void whoGivesUp_hasGivenNothingBack_untilTheSystemAnswers() throws Exception {
    try (SystemResolver resolver = new SystemResolver(this::lookUp, SHORT)) {
      UUID account = UUID.randomUUID();
      for (int i = 0; i < 6; i++) {
        String host = "slow" + i + ".example";
        assertThrows(UnknownHostException.class, () -> resolver.resolve(account, host));
      }
      assertEquals(4, asked.get());

      slowServers.countDown();

      eventually(
          "it may ask again",
          () -> {
            try {
              return resolver.resolve(account, "fast.example").size() == 1;
            } catch (UnknownHostException e) {
              return false;
            }
          });
    }
  }

  @Test
  void answersOfBothKinds_areKnownForAMoment() throws Exception {
    try (SystemResolver resolver = new SystemResolver(this::lookUp, LONG)) {
      for (int i = 0; i < 3; i++) {
        resolver.resolve(UUID.randomUUID(), "fast.example");
        assertThrows(
            UnknownHostException.class, () -> resolver.resolve(UUID.randomUUID(), "none.example"));
      }
      assertEquals(2, asked.get());
    }
  }
}
