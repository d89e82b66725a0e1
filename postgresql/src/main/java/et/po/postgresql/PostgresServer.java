package et.po.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A PostgreSQL server whose files are in one directory. Commits are durable: fsync stays on.
///
/// A server that outlived its starter is stopped before another starts on the same directory, so
/// that a start after any crash is a plain start. Started as root, it runs in a user namespace of
/// its own, for PostgreSQL refuses root.
public final class PostgresServer implements AutoCloseable {
  /// The superuser that a new directory is made with.
  public static final String USER = "postgres";

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(20);

  private final Path data;
  private final int port;
  private final Place place;
  private final Process process;

  private PostgresServer(Path data, int port, Place place, Process process) {
    this.data = data;
    this.port = port;
    this.place = place;
    this.process = process;
  }

  /// Starts a server on loopback, making the directory if there is none, and returns when it
  /// answers.
  ///
  /// @param password the superuser's, used when the directory is made; later it must be the same
  /// @param log where the server's own messages are appended
  /// @throws PostgresException with one sentence that says what is in the way
  public static PostgresServer start(Path data, int port, String password, Path log) {
    return start(data, port, Place.LOOPBACK, password, log);
  }

  /// The same elsewhere than on loopback; whoever has an address beside its own may log in.
  public static PostgresServer start(Path data, int port, Place place, String password, Path log) {
    try {
      Path home = PostgresBinaries.unpacked();
      stopLeftover(data);
      if (!Files.exists(data.resolve("PG_VERSION"))) {
        initialise(home, data, password, log);
      }
      admitNeighbours(data);
      // In a session of its own: a Ctrl-C is for whoever started it, who then stops it in order.
      List<String> command = new ArrayList<>(List.of("setsid"));
      command.addAll(place.enter());
      command.addAll(unprivileged());
      command.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString()));
      settings(port, place).forEach(setting -> command.addAll(List.of("-c", setting)));
      PostgresServer server = new PostgresServer(data, port, place, launch(command, data, log));
      server.awaitReady(log);
      return server;
    } catch (IOException e) {
      throw new PostgresException("PostgreSQL cannot be started: " + e.getMessage(), e);
    }
  }

  private static List<String> settings(int port, Place place) {
    return List.of(
        "port=" + port,
        "listen_addresses=" + place.host(),
        "unix_socket_directories=",
        "max_connections=400",
        "shared_buffers=128MB",
        "max_wal_size=2GB",
        "fsync=on",
        "synchronous_commit=on",
        "password_encryption=scram-sha-256",
        "timezone=UTC",
        "log_timezone=UTC");
  }

  private static void initialise(Path home, Path data, String password, Path log)
      throws IOException {
    Files.createDirectories(data.getParent());
    Path parts = data.resolveSibling(data.getFileName() + ".making");
    Path secret =
        Files.createTempFile(
            "poet",
            ".pw",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Directory.delete(parts);
      Files.writeString(secret, password + "\n");
      List<String> command = new ArrayList<>(unprivileged());
      command.addAll(
          List.of(
              home.resolve("bin/initdb").toString(),
              "--pgdata=" + parts,
              "--username=" + USER,
              "--pwfile=" + secret,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C.UTF-8",
              "--locale-provider=builtin",
              "--no-instructions"));
      Process making = launch(command, data, log);
      if (!making.waitFor(START) || making.exitValue() != 0) {
        making.destroyForcibly();
        throw new PostgresException(
            "PostgreSQL could not make its directory " + data + "; see " + log);
      }
      // Renamed when whole: a directory of this name was made to the end.
      Files.move(parts, data);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("interrupted while PostgreSQL made its directory", e);
    } finally {
      Files.delete(secret);
    }
  }

  /// On loopback they are nobody.
  private static void admitNeighbours(Path data) throws IOException {
    String line = "host all all samenet scram-sha-256\n";
    Path file = data.resolve("pg_hba.conf");
    if (!Files.readString(file).contains(line)) {
      Files.writeString(file, line, StandardOpenOption.APPEND);
    }
  }

  private static Process launch(List<String> command, Path data, Path log) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    DirectoryProcesses.mark(builder, data);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static List<String> unprivileged() {
    return "root".equals(System.getProperty("user.name"))
        ? List.of("unshare", "--user")
        : List.of();
  }

  private void awaitReady(Path log) {
    Instant deadline = Instant.now().plus(START);
    while (!isReady()) {
      if (!process.isAlive()) {
        throw new PostgresException(
            "PostgreSQL ended at its start on port " + port + "; see " + log);
      }
      if (Instant.now().isAfter(deadline)) {
        close();
        throw new PostgresException(
            "PostgreSQL was not ready after " + START.toSeconds() + " s; see " + log);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /// The eighth line of the server's own lock file says `ready` once it takes connections.
  private boolean isReady() {
    List<String> lines = lockFile(data);
    return lines.size() >= 8
        && lines.get(7).strip().equals("ready")
        && lines.get(0).strip().equals(Long.toString(process.pid()));
  }

  private static List<String> lockFile(Path data) {
    try {
      Path file = data.resolve("postmaster.pid");
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /// Stops a server of this directory that outlived its starter, if there is one. Starting does so
  /// by itself; this is for who wants to know beforehand whether a port is free.
  public static void stopLeftover(Path data) throws IOException {
    Optional<ProcessHandle> leftover = leftover(data);
    if (leftover.isPresent()) {
      stop(leftover.get());
    }
    // One that had not got as far as its lock file, or was making the directory.
    DirectoryProcesses.stop(data, Duration.ZERO);
  }

  /// The lock file's process, if it is a PostgreSQL of this directory and not a stranger that got
  /// its number.
  private static Optional<ProcessHandle> leftover(Path data) throws IOException {
    List<String> lines = lockFile(data);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(lines.get(0).strip());
      Path command = Path.of("/proc", Long.toString(pid), "cmdline");
      return Files.exists(command) && Files.readString(command).contains(data.toString())
          ? ProcessHandle.of(pid)
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// SIGINT is PostgreSQL's fast shutdown: clients are sent away, everything committed is on disk.
  private static void stop(ProcessHandle server) {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
      ProcessEnd.await(server, STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.destroyForcibly();
    } catch (IOException e) {
      server.destroyForcibly();
    }
  }

  /// Whether the server still runs.
  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /// Completes when the server has ended, whoever ended it.
  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  public int port() {
    return port;
  }

  /// The JDBC address of a database of this server, without credentials.
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://" + place.host() + ":" + port + "/" + database;
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop(process.toHandle());
    }
  }

  /// The server cannot run; the message is one sentence for the person who started it.
  public static final class PostgresException extends RuntimeException {
    PostgresException(String problem) {
      super(problem);
    }

    PostgresException(String problem, Throwable cause) {
      super(problem, cause);
    }
  }
}
