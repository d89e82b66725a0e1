package et.po.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.postgresql.PostgresServer;
import et.po.systemtests.FrostCalls.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Frost is started before its database.
class LateDatabaseTest {
  private static final String PASSWORD = "late";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private Checkout checkout;
  private int port;
  private Map<String, String> environment;
  private @Nullable Process frost;

  @BeforeEach
  void open() throws IOException {
    checkout = Checkout.open();
    port = MailingFrost.freePort();
    environment = new HashMap<>();
    environment.put("FROST_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/postgres");
    environment.put("FROST_DATABASE_USER", PostgresServer.USER);
    environment.put("FROST_DATABASE_PASSWORD", PASSWORD);
    environment.put(
        "FROST_MASTER_KEY", "8f1d3c5b7a99e2046b8d0f2143657a8b9cadbecfd0e1f20314253647586970af");
    environment.put("JWT", "a secret of tests, long enough to count: 0123456789");
    environment.put("FROST_HOST", "127.0.0.1");
    environment.put("FROST_PORT", "" + MailingFrost.freePort());
    environment.put("FROST_MANAGEMENT_PORT", "" + MailingFrost.freePort());
    environment.put("FROST_LOG_FORMAT", "text");
  }

  @AfterEach
  void close() throws Exception {
    if (frost != null) {
      frost.destroy();
      frost.onExit().get(1, TimeUnit.MINUTES);
    }
    checkout.close();
  }

  private PostgresServer database() {
    return PostgresServer.start(
        checkout.path("late-data"), port, PASSWORD, checkout.path("late-database.log"));
  }

  private Finished program(String... arguments) throws IOException {
    return Finished.run(checkout.program("frost", environment, arguments), PATIENCE);
  }

  private void launch() throws IOException {
    frost =
        checkout
            .program("frost", environment)
            .redirectErrorStream(true)
            .redirectOutput(checkout.path("late-frost.log").toFile())
            .start();
  }

  private Process running() {
    return Objects.requireNonNull(frost);
  }

  private Answer get(String port, String path) {
    try {
      return new FrostCalls(URI.create("http://127.0.0.1:" + environment.get(port))).get(path);
    } catch (IOException e) {
      return new Answer(0, "nothing: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void awaitStatus(int status, String port, String path) {
    Path log = checkout.path("late-frost.log");
    Wait.until(
        PATIENCE,
        () -> get(port, path).status() == status,
        () -> get(port, path) + "; it said:\n" + Files.readString(log));
  }

  @Test
  void database_thatComesLater_isWaitedFor() throws Exception {
    try (PostgresServer _ = database()) {
      assertEquals(0, program("migrate").exitCode());
    }
    launch();

    awaitStatus(503, "FROST_PORT", "/health");
    Answer unready = get("FROST_MANAGEMENT_PORT", "/q/health/ready");
    assertEquals(503, unready.status(), unready.body());
    assertTrue(unready.body().contains("the database cannot be reached"), unready.body());
    assertEquals(200, get("FROST_MANAGEMENT_PORT", "/q/health/live").status());
    assertEquals(503, get("FROST_PORT", "/works").status());

    try (PostgresServer _ = database()) {
      awaitStatus(200, "FROST_MANAGEMENT_PORT", "/q/health/ready");
      assertEquals(200, get("FROST_PORT", "/health").status());
      assertTrue(running().isAlive());
    }
  }

  @Test
  void database_thatComesLater_withAnOldSchema_isRefused() throws Exception {
    launch();
    awaitStatus(503, "FROST_PORT", "/health");
    try (PostgresServer _ = database()) {
      assertEquals(3, running().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).exitValue());
    }
    String said = Files.readString(checkout.path("late-frost.log"));
    assertTrue(said.contains("Frost does not start. The database's schema is older"), said);
  }

  @Test
  void settings_thatAreWrong_areRefusedBeforeTheDatabaseIsThere() throws Exception {
    environment.put("JWT", "short");
    Finished refused = program();
    assertEquals(3, refused.exitCode(), refused.toString());
    assertTrue(refused.toString().contains("JWT is so short"), refused.toString());
  }
}
