package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import et.po.servers.Server;
import et.po.servers.ServerException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// A real server that is kept running.
final class ServerService implements Service {
  private final String name;
  private final Path directory;
  private final LogFile log;
  private final PidFile pidFile;
  private final Starter starter;

  /// Starts the server, and does whatever else it takes until programs can use it.
  @FunctionalInterface
  interface Starter {
    Server start() throws IOException;
  }

  ServerService(String name, Layout data, Starter starter) {
    this.name = name;
    this.directory = data.server(name);
    this.log = new LogFile(directory.resolve("log"));
    this.pidFile = new PidFile(data.processes().resolve(name + ".pid"));
    this.starter = starter;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Running start(BooleanSupplier givenUp) {
    try {
      log.rotate();
      Server server = GivenUp.unless(givenUp, directory, starter::start);
      noteProcess(server);
      return new RunningServer(server, pidFile);
    } catch (ServerException e) {
      throw CommandException.unable(e.getMessage() + ".", e);
    } catch (IOException e) {
      throw CommandException.unable(name + " cannot be started. " + Trouble.sentence(e), e);
    }
  }

  /// One that is not noted would not be found by the next launcher, should this one be killed.
  private void noteProcess(Server server) throws IOException {
    try {
      Optional<ProcessHandle> process = ProcessHandle.of(server.pid());
      if (process.isPresent()) {
        pidFile.write(process.get());
      }
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private record RunningServer(Server server, PidFile pidFile) implements Running {
    @Override
    public CompletableFuture<String> ended() {
      return server.onExit().thenApply(process -> "exit code " + process.exitValue());
    }

    /// How long it is waited for, the server knows itself.
    @Override
    public void stop(Duration patience) {
      server.close();
      pidFile.remove();
    }
  }
}
