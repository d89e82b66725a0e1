package et.po.systemtests;

import et.po.postgresql.PostgresServer;
import et.po.testkit.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A Frost as in production, on a database of its own and without a node, that sends its mails.
final class MailingFrost implements AutoCloseable {
  static final String VERIFY_PAGE = "https://po.et.example/confirm-email";
  static final String PASSWORD_PAGE = "https://po.et.example/change-password";

  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Checkout checkout;
  private final Path log;
  private final Map<String, String> environment;
  private Process process;

  private MailingFrost(Checkout checkout, Map<String, String> environment) throws IOException {
    this.checkout = checkout;
    this.environment = environment;
    this.log = checkout.path("mailing-frost.log");
    this.process = launch();
    awaitReady();
  }

  /// @param mail settings of the mails
  static MailingFrost start(Checkout checkout, Map<String, String> mail) throws IOException {
    return new MailingFrost(checkout, migrated(checkout, mail));
  }

  /// What Frost says that does not start.
  static Finished refused(Checkout checkout, Map<String, String> mail) throws IOException {
    return Finished.run(checkout.program("frost", migrated(checkout, mail)), Duration.ofMinutes(2));
  }

  private static Map<String, String> migrated(Checkout checkout, Map<String, String> mail)
      throws IOException {
    Map<String, String> environment = new HashMap<>(mail);
    environment.put("FROST_DATABASE_URL", TestPostgres.start().freshDatabaseUrl());
    environment.put("FROST_DATABASE_USER", PostgresServer.USER);
    environment.put("FROST_DATABASE_PASSWORD", TestPostgres.PASSWORD);
    environment.put(
        "FROST_MASTER_KEY", "8f1d3c5b7a99e2046b8d0f2143657a8b9cadbecfd0e1f20314253647586970af");
    environment.put("JWT", "a secret of tests, long enough to count: 0123456789");
    environment.put("FROST_VERIFIED_ACCOUNT", VERIFY_PAGE);
    environment.put("FROST_CHANGE_PASSWORD", PASSWORD_PAGE);
    environment.put("FROST_HOST", "127.0.0.1");
    environment.put("FROST_PORT", "" + freePort());
    environment.put("FROST_MANAGEMENT_PORT", "" + freePort());
    environment.put("FROST_LOG_FORMAT", "text");
    Finished migrated =
        Finished.run(checkout.program("frost", environment, "migrate"), Duration.ofMinutes(1));
    if (migrated.exitCode() != 0) {
      throw new AssertionError(migrated);
    }
    return environment;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    return checkout
        .program("frost", environment)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private void awaitReady() {
    Wait.until(
        START,
        () -> !process.isAlive() || calls().isAnswered(),
        () -> "Frost is not ready; it said:\n" + log());
    if (!process.isAlive()) {
      throw new AssertionError("Frost ended:\n" + log());
    }
  }

  FrostCalls calls() {
    return new FrostCalls(URI.create("http://127.0.0.1:" + environment.get("FROST_PORT")));
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "nothing";
    }
  }

  /// Waits until the log has this in a line.
  void awaitLog(String words) {
    Wait.until(PATIENCE, () -> log().contains(words), () -> words + " is not in\n" + log());
  }

  /// As by `kill -9`.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// After a kill.
  void restart() throws IOException {
    process = launch();
    awaitReady();
  }

  /// Does something to the database behind Frost's back.
  ///
  /// @return how many rows there were to it
  int change(String sql) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(
            environment.get("FROST_DATABASE_URL"), PostgresServer.USER, TestPostgres.PASSWORD)) {
      return connection.createStatement().executeUpdate(sql);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }
}
