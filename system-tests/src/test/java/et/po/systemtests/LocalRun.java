package et.po.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import et.po.servers.Smtp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// A `./poet run` that is ready.
final class LocalRun implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(10);
  private static final Duration STOP = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path data;
  private final Process process;
  private final JsonNode endpoints;

  private LocalRun(Path data, Process process, JsonNode endpoints) {
    this.data = data;
    this.process = process;
    this.endpoints = endpoints;
  }

  static LocalRun start(Checkout checkout, Path data, int portOffset, String... options)
      throws IOException {
    return start(checkout, data, portOffset, Map.of(), options);
  }

  /// @param environment what it sees of it besides
  static LocalRun start(
      Checkout checkout,
      Path data,
      int portOffset,
      Map<String, String> environment,
      String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("./poet", "run", "--data", data.toString(), "--port-offset", "" + portOffset));
    command.addAll(List.of(options));
    Path endpoints = data.resolve("endpoints.json");
    // What a killed run left says nothing of this one.
    Files.deleteIfExists(endpoints);
    Path log = data.resolveSibling(data.getFileName() + ".log");
    ProcessBuilder builder = checkout.run(command);
    builder.environment().putAll(environment);
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Wait.until(
        START,
        () -> Files.exists(endpoints) || !process.isAlive(),
        () -> "poet run is not ready; it said:\n" + Files.readString(log));
    if (!process.isAlive()) {
      throw new AssertionError("poet run ended:\n" + Files.readString(log));
    }
    return new LocalRun(data, process, JSON.readTree(endpoints.toFile()));
  }

  URI node() {
    return URI.create(endpoints.get("node").asText());
  }

  URI frost() {
    return URI.create(endpoints.get("frost").asText());
  }

  /// What the mail server of a run with real services has taken, as it was sent; nothing where
  /// there is none.
  List<String> mails() throws IOException {
    if (!endpoints.has("smtp")) {
      return List.of();
    }
    List<String> mails = new ArrayList<>();
    Path taken = Smtp.mails(data.resolve("smtp")).resolve("new");
    try (Stream<Path> files = Files.exists(taken) ? Files.list(taken) : Stream.of()) {
      for (Path file : files.toList()) {
        mails.add(Files.readString(file));
      }
    }
    return mails;
  }

  boolean hasMailServer() {
    return endpoints.has("smtp");
  }

  /// Every process of the node's API.
  List<URI> apis() {
    return addresses("node(-[0-9]+)?");
  }

  /// Every process of Frost.
  List<URI> frosts() {
    return addresses("frost(-[0-9]+)?");
  }

  private List<URI> addresses(String names) {
    List<URI> addresses = new ArrayList<>();
    endpoints
        .properties()
        .forEach(one -> {
          if (one.getKey().matches(names)) {
            addresses.add(URI.create(one.getValue().asText()));
          }
        });
    return addresses;
  }

  /// The names of the processes that run: `node-view-2`, `bitcoin` and so on; or, where one process
  /// is all of the node, `node`.
  List<String> processes() {
    try (Stream<Path> files = Files.list(data.resolve("run"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".pid"))
          .map(name -> name.replace(".pid", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// The process of that name; empty while it is being started again.
  Optional<ProcessHandle> find(String name) {
    Path file =
        name.equals("postgresql")
            ? data.resolve("postgresql/postmaster.pid")
            : data.resolve("run").resolve(name + ".pid");
    try {
      return ProcessHandle.of(Long.parseLong(Files.readString(file).strip().split("\\s")[0]));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// Where a process says how it is.
  Health health(String process) {
    return new Health(URI.create(endpoint(process + ".management")));
  }

  String endpoint(String name) {
    return endpoints.get(name).asText();
  }

  /// A new database on the run's server, in a program's settings.
  ///
  /// @param program as its variables begin: `NODE` or `FROST`
  Map<String, String> newDatabase(String program, String name) throws SQLException {
    URI superuser = URI.create(endpoint("postgresql"));
    String[] credentials = superuser.getUserInfo().split(":", 2);
    String server = "jdbc:postgresql://" + superuser.getHost() + ":" + superuser.getPort();
    try (Connection connection =
        DriverManager.getConnection(server + "/postgres", credentials[0], credentials[1])) {
      connection.createStatement().execute("create database " + name);
    }
    return Map.of(
        program + "_DATABASE_URL", server + "/" + name,
        program + "_DATABASE_USER", credentials[0],
        program + "_DATABASE_PASSWORD", credentials[1]);
  }

  /// The launcher's own process.
  ProcessHandle launcher() {
    return process.toHandle();
  }

  /// The process of one program, found by what is on its command line; waits for one that is being
  /// started again.
  ProcessHandle program(String commandLine) {
    // Kept from the moment it was seen: one that was killed just before is gone when asked for
    // again.
    AtomicReference<ProcessHandle> seen = new AtomicReference<>();
    Wait.until(
        START,
        () -> {
          findProgram(commandLine).ifPresent(seen::set);
          return seen.get() != null;
        },
        () -> "no process has " + commandLine + " on its command line");
    return seen.get();
  }

  private Optional<ProcessHandle> findProgram(String commandLine) {
    return process
        .descendants()
        .filter(child -> commandLine(child).contains(commandLine))
        .findFirst();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", "" + process.pid(), "cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  /// SIGKILL for the launcher alone, as when the machine's user loses patience.
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("poet run did not stop on SIGTERM within " + STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
