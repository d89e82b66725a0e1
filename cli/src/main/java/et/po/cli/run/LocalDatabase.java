package et.po.cli.run;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.LocalRun;
import et.po.cli.Progress;
import et.po.cli.run.Secrets.Name;
import et.po.postgresql.Place;
import et.po.postgresql.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/// The databases of a local run, for tasks that need them whether it runs or not.
final class LocalDatabase {
  private final Checkout checkout;
  private final Progress progress;

  LocalDatabase(Checkout checkout, Progress progress) {
    this.checkout = checkout;
    this.progress = progress;
  }

  /// What is done while PostgreSQL is there.
  interface Task {
    void run(Layout layout, Programs programs) throws IOException;
  }

  /// Does the task on the run's own PostgreSQL, which is started for it if nothing runs.
  void with(Path directory, Task task) throws IOException {
    Layout layout = new Layout(directory);
    if (!Files.exists(layout.postgresql())) {
      throw CommandException.unable("There is no database in " + layout.path() + ".");
    }
    if (DirectoryLock.isHeld(layout.path())) {
      task.run(layout, programs(layout, running(layout)));
    } else {
      withStopped(layout, task);
    }
  }

  private static URI running(Layout layout) {
    return new LocalRun(layout.path())
        .endpoint("postgresql")
        .map(URI::create)
        .orElseThrow(() ->
            CommandException.unable(
                "A run on " + layout.path() + " is starting just now, and migrates by itself."));
  }

  private void withStopped(Layout layout, Task task) throws IOException {
    try (DataDirectory data = DataDirectory.open(layout.path())) {
      Leftovers.stop(data.layout(), progress);
      progress.step("Starting PostgreSQL in " + layout.path());
      Path log = layout.logs().resolve("postgresql.log");
      String password = secrets(layout).of(Name.POSTGRESQL);
      try (PostgresServer server =
          PostgresServer.start(layout.postgresql(), freePort(), password, log)) {
        task.run(layout, programs(layout, URI.create("postgresql://127.0.0.1:" + server.port())));
      }
    } catch (PostgresServer.PostgresException e) {
      throw CommandException.unable(e.getMessage() + ".", e);
    }
  }

  /// Any will do, for nobody else is told it.
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Programs programs(Layout layout, URI postgresql) throws IOException {
    RunSettings settings =
        new RunSettings(
            layout.path(),
            Ports.withPostgresql(postgresql.getPort()),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Services.of(layout.services()),
            1,
            name -> new Place(postgresql.getHost(), List.of()));
    return InstalledPrograms.in(checkout, settings, layout, secrets(layout));
  }

  private static Secrets secrets(Layout layout) throws IOException {
    return Secrets.in(layout.secrets(), new SecureRandom());
  }
}
