package et.po.images;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What the Java runtime remembers of a start, so that the next is faster (JEP 483, 514 and 515).
///
/// It is made by a start: of the very program, on the very runtime, without any service behind it,
/// until the process says that it lives.
final class AotCache {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final Duration LONGEST_END = Duration.ofMinutes(3);

  /// Of the program's log, where it has to say what went wrong.
  private static final int LINES = 10;

  private AotCache() {}

  /// @param app the program's files as in the image
  /// @param cache the file to make
  static void train(JavaRuntime runtime, Program program, Path app, Path cache)
      throws ImageException, IOException {
    Path log = cache.resolveSibling(program.name() + "-training.log");
    int management = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
                runtime.java().toString(),
                // The program's own log, and what the runtime says of classes that it leaves out.
                "@" + app.resolve("jvm.options"),
                "-XX:AOTCacheOutput=" + cache,
                "-jar",
                app.resolve("quarkus-run.jar").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // Of the settings of whoever builds the image none belongs into it.
    builder.environment().clear();
    builder.environment().putAll(settings(program, management));
    Process process = builder.start();
    try {
      await(process, management, log);
      process.destroy();
      if (!process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)
          || !Files.isRegularFile(cache)) {
        throw new ImageException("The training run left no cache. " + end(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException("It was interrupted.", e);
    } finally {
      // Before its directory is deleted: it writes there, and so does what it started at its end.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
  }

  /// A program waits for a database that is not there, and lives meanwhile.
  private static Map<String, String> settings(Program program, int management) throws IOException {
    String prefix = program.name().toUpperCase(Locale.ROOT);
    return Map.of(
        prefix + "_PORT",
        Integer.toString(freePort()),
        prefix + "_HOST",
        "127.0.0.1",
        prefix + "_MANAGEMENT_PORT",
        Integer.toString(management),
        prefix + "_DATABASE_URL",
        "jdbc:postgresql://127.0.0.1:1/none",
        // What they do not start without; nothing is ever protected by these.
        "NODE_NETWORK",
        "regtest",
        "FROST_MASTER_KEY",
        random(),
        "JWT",
        random(),
        "SEND_EMAIL_DISABLED",
        "true");
  }

  private static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void await(Process process, int management, Path log)
      throws ImageException, IOException, InterruptedException {
    Instant deadline = Instant.now().plus(LONGEST_START);
    HttpRequest lives =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/live"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (Instant.now().isBefore(deadline) && process.isAlive()) {
        try {
          if (http.send(lives, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // Not yet.
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    throw new ImageException("The training run did not start. " + end(log));
  }

  private static String end(Path log) throws IOException {
    List<String> lines = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
    return "The last that it said: "
        + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
