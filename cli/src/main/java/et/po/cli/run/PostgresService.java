package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.postgresql.Place;
import et.po.postgresql.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// The embedded PostgreSQL.
final class PostgresService implements Service {
  private final Path directory;
  private final int port;
  private final Place place;
  private final String password;
  private final LogFile log;

  PostgresService(Path directory, int port, Place place, String password, Path logs) {
    this.directory = directory;
    this.port = port;
    this.place = place;
    this.password = password;
    this.log = new LogFile(logs.resolve("postgresql.log"));
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public Running start(BooleanSupplier givenUp) {
    try {
      log.rotate();
      return new RunningServer(
          GivenUp.unless(
              givenUp,
              directory,
              () -> PostgresServer.start(directory, port, place, password, log.path())));
    } catch (PostgresServer.PostgresException e) {
      throw CommandException.unable(e.getMessage() + ".", e);
    } catch (IOException e) {
      throw CommandException.unable(
          "postgresql cannot be started. " + et.po.cli.Trouble.sentence(e), e);
    }
  }

  private record RunningServer(PostgresServer server) implements Running {
    @Override
    public CompletableFuture<String> ended() {
      return server.onExit().thenApply(process -> "exit code " + process.exitValue());
    }

    /// How long PostgreSQL is waited for, it knows itself.
    @Override
    public void stop(Duration patience) {
      server.close();
    }
  }
}
