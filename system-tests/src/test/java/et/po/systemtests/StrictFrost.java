package et.po.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A Frost beside a run, on the run's node and with a database of its own, that asks for confirmed
/// addresses. It shows its mails.
final class StrictFrost implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  private final Process process;
  private final URI base;

  private StrictFrost(Process process, URI base) {
    this.process = process;
    this.base = base;
  }

  static StrictFrost start(Checkout checkout, LocalRun run) throws Exception {
    Map<String, String> environment = environment(run);
    Finished migrated =
        Finished.run(checkout.program("frost", environment, "migrate"), Duration.ofMinutes(1));
    if (migrated.exitCode() != 0) {
      throw new AssertionError(migrated);
    }
    Path log = checkout.path("strict-frost.log");
    Process process =
        checkout
            .program("frost", environment)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    StrictFrost frost =
        new StrictFrost(process, URI.create("http://127.0.0.1:" + environment.get("FROST_PORT")));
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest health = HttpRequest.newBuilder(frost.base.resolve("/health")).build();
      Wait.until(
          START,
          () -> !process.isAlive() || isAnswered(http, health),
          () -> "Frost is not ready; it said:\n" + Files.readString(log));
    }
    if (!process.isAlive()) {
      throw new AssertionError("Frost ended:\n" + Files.readString(log));
    }
    return frost;
  }

  private static boolean isAnswered(HttpClient http, HttpRequest request)
      throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  URI base() {
    return base;
  }

  private static Map<String, String> environment(LocalRun run) throws Exception {
    int port = run.frost().getPort() + 10;
    Map<String, String> environment = new HashMap<>(run.newDatabase("FROST", "strict"));
    environment.put("FROST_PROFILE", "embedded");
    environment.put("VERIFIED_ACCOUNT", "false");
    environment.put("POET_URL", run.node().toString());
    environment.put("TEST_POET_URL", run.node().toString());
    environment.put("FROST_HOST", "127.0.0.1");
    environment.put("FROST_PORT", Integer.toString(port));
    environment.put("FROST_MANAGEMENT_PORT", Integer.toString(port + 1));
    environment.put("FROST_LOG_FORMAT", "text");
    return environment;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }
}
