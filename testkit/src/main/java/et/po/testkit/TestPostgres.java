package et.po.testkit;

import et.po.postgresql.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// A real PostgreSQL for the tests of one JVM: started on first use, gone with the JVM, a fresh
/// database for whoever asks.
public final class TestPostgres {
  /// The superuser's password; the server listens on loopback and lives as long as the tests.
  public static final String PASSWORD = "test";

  private static @Nullable TestPostgres shared;

  private final PostgresServer server;
  private final AtomicInteger databases = new AtomicInteger();

  private TestPostgres(PostgresServer server) {
    this.server = server;
  }

  /// The JVM's server.
  public static synchronized TestPostgres start() {
    TestPostgres running = shared;
    if (running == null) {
      running = launch();
      shared = running;
    }
    return running;
  }

  private static TestPostgres launch() {
    try {
      Path directory = Files.createTempDirectory("poet-test-postgres");
      PostgresServer server =
          PostgresServer.start(
              directory.resolve("data"), freePort(), PASSWORD, directory.resolve("log"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, directory)));
      return new TestPostgres(server);
    } catch (IOException e) {
      throw new IllegalStateException("no directory for a test database", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void end(PostgresServer server, Path directory) {
    quit(server);
    try {
      // Hundreds of databases are many files: nobody waits for them to go.
      new ProcessBuilder("rm", "-rf", directory.toString()).start();
    } catch (IOException e) {
      // The directory is temporary; whatever stays is the operating system's to clear.
    }
  }

  /// Without the checkpoint of an orderly stop, which may take minutes and saves what is thrown
  /// away next.
  private static void quit(PostgresServer server) {
    try {
      new ProcessBuilder("kill", "-QUIT", String.valueOf(server.pid())).start();
      server.onExit().get(5, TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      server.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.close();
    }
  }

  /// A new, empty database, and connections to it.
  public DataSource freshDatabase() {
    return create("");
  }

  /// A new database with what the template holds, and connections to it. Nobody may be connected to
  /// the template meanwhile.
  ///
  /// @param template as [#freshDatabase()] made it
  public DataSource copyOf(DataSource template) {
    return create(" template " + ((PGSimpleDataSource) template).getDatabaseName());
  }

  private DataSource create(String from) {
    String name = "test_" + databases.incrementAndGet();
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl("postgres"), PostgresServer.USER, PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name + from);
    } catch (SQLException e) {
      throw new IllegalStateException("no test database", e);
    }
    return database(name);
  }

  private DataSource database(String name) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(server.jdbcUrl(name));
    source.setUser(PostgresServer.USER);
    source.setPassword(PASSWORD);
    return source;
  }

  /// The JDBC address of a new, empty database, for programs that connect themselves as
  /// [PostgresServer#USER] with [#PASSWORD].
  public String freshDatabaseUrl() {
    return ((PGSimpleDataSource) freshDatabase()).getURL();
  }
}
