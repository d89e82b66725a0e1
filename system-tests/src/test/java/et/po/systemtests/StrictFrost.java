package et.po.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
        Finished.run(frost(checkout, environment, "migrate"), Duration.ofMinutes(1));
    if (migrated.exitCode() != 0) {
      throw new AssertionError(migrated);
    }
    Path log = checkout.path("strict-frost.log");
    Process process =
        frost(checkout, environment).redirectErrorStream(true).redirectOutput(log.toFile()).start();
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
    URI superuser = URI.create(run.endpoint("postgresql"));
    String[] credentials = superuser.getUserInfo().split(":", 2);
    String server = "jdbc:postgresql://" + superuser.getHost() + ":" + superuser.getPort();
    try (Connection connection =
        DriverManager.getConnection(server + "/postgres", credentials[0], credentials[1])) {
      connection.createStatement().execute("create database strict");
    }
    int port = run.frost().getPort() + 10;
    Map<String, String> environment = new HashMap<>();
    environment.put("FROST_PROFILE", "embedded");
    environment.put("VERIFIED_ACCOUNT", "false");
    environment.put("FROST_DATABASE_URL", server + "/strict");
    environment.put("FROST_DATABASE_USER", credentials[0]);
    environment.put("FROST_DATABASE_PASSWORD", credentials[1]);
    environment.put("POET_URL", run.node().toString());
    environment.put("TEST_POET_URL", run.node().toString());
    environment.put("FROST_HOST", "127.0.0.1");
    environment.put("FROST_PORT", Integer.toString(port));
    environment.put("FROST_MANAGEMENT_PORT", Integer.toString(port + 1));
    environment.put("FROST_LOG_FORMAT", "text");
    return environment;
  }

  private static ProcessBuilder frost(
      Checkout checkout, Map<String, String> environment, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                Checkout.ROOT.resolve("frost/target/quarkus-app/quarkus-run.jar").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = checkout.command(command);
    builder.environment().putAll(environment);
    return builder;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }
}
