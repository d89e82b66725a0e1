package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The master key of a run is changed as docs/operations/custody.md says, for one process: the run
/// signs for every account before, while and after.
class KeyRotationRunTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int OFFSET = Checkout.PORT_OFFSET + 300;
  private static final int ACCOUNTS = 12;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MASTER_KEY = "FROST_MASTER_KEY";
  private static final String OLD_KEYS = "FROST_OLD_MASTER_KEYS";

  @Test
  void newMasterKey_underTraffic_andAfterRestarts_everyAccountSigns() throws Exception {
    try (Checkout checkout = Checkout.open()) {
      Path data = checkout.path("data");
      List<String> tokens = new ArrayList<>();
      try (LocalRun run = LocalRun.start(checkout, data, OFFSET)) {
        FrostClient frost = new FrostClient(run.frost());
        for (int i = 0; i < ACCOUNTS; i++) {
          tokens.add(frost.signUp("writer%d@example.com".formatted(i)).get("token").asText());
        }
        assertEquals(said(0, ACCOUNTS), rotated(checkout, data, Map.of()));
      }

      String old = changeMasterKey(data);
      Map<String, String> both = Map.of(OLD_KEYS, old);
      try (LocalRun run = LocalRun.start(checkout, data, OFFSET, both)) {
        FrostClient frost = new FrostClient(run.frost());
        try (Traffic traffic = new Traffic(frost, tokens)) {
          traffic.await(5);
          assertTrue(
              rotated(checkout, data, both)
                  .matches("rewrapped %d, already current \\d+, failed 0".formatted(ACCOUNTS)));
          traffic.await(traffic.works() + 5);
        }
        signWithAll(frost, tokens, "rotated");
      }

      try (LocalRun run = LocalRun.start(checkout, data, OFFSET)) {
        FrostClient frost = new FrostClient(run.frost());
        signWithAll(frost, tokens, "restarted");
        // Nothing needs the old key any more: it is not given.
        String said = rotated(checkout, data, Map.of());
        assertTrue(said.matches("rewrapped 0, already current \\d+, failed 0"), said);
      }
    }
  }

  private static String said(int rewrapped, int current) {
    return "rewrapped %d, already current %d, failed 0".formatted(rewrapped, current);
  }

  private static void signWithAll(FrostClient frost, List<String> tokens, String name) {
    for (String token : tokens) {
      assertTrue(frost.register(token, name).matches("[0-9a-f]{64}"));
    }
  }

  /// What the command says last.
  private static String rotated(Checkout checkout, Path data, Map<String, String> environment)
      throws IOException {
    ProcessBuilder command =
        checkout.command(List.of("./poet", "admin", "rotate-keys", "--data", data.toString()));
    command.environment().putAll(environment);
    Finished finished = Finished.run(command, PATIENCE);
    assertEquals(0, finished.exitCode(), finished.toString());
    return finished.output().strip().lines().toList().getLast();
  }

  /// @return the key before
  private static String changeMasterKey(Path data) throws IOException {
    Path file = data.resolve("secrets.json");
    ObjectNode secrets = (ObjectNode) JSON.readTree(file.toFile());
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    String old = secrets.get(MASTER_KEY).asText();
    secrets.put(MASTER_KEY, HexFormat.of().formatHex(key));
    Files.writeString(file, secrets.toString());
    return old;
  }

  /// Publishers who register works and sign up, until it is closed: none of them may fail.
  private static final class Traffic implements AutoCloseable {
    private final AtomicBoolean on = new AtomicBoolean(true);
    private final AtomicInteger works = new AtomicInteger();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Thread thread;

    Traffic(FrostClient frost, List<String> tokens) {
      thread = Thread.ofVirtual().start(() -> publish(frost, tokens));
    }

    private void publish(FrostClient frost, List<String> tokens) {
      try {
        for (int i = 0; on.get(); i++) {
          frost.register(tokens.get(i % tokens.size()), "work " + i);
          String fresh = frost.signUp("fresh%d@example.com".formatted(i)).get("token").asText();
          frost.register(fresh, "first " + i);
          works.addAndGet(2);
        }
      } catch (RuntimeException | AssertionError e) {
        failures.add(e);
      }
    }

    int works() {
      return works.get();
    }

    void await(int number) {
      Wait.until(
          PATIENCE,
          () -> works.get() >= number || !failures.isEmpty(),
          () -> works + " works of " + number);
    }

    @Override
    public void close() throws InterruptedException {
      on.set(false);
      thread.join();
      assertEquals(List.of(), failures);
    }
  }
}
