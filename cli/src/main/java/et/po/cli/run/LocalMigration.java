package et.po.cli.run;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.LocalRun;
import et.po.cli.Progress;
import et.po.cli.run.Secrets.Name;
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

/// Brings the databases of a local run up to date, whether it runs or not.
public final class LocalMigration {
  private final Checkout checkout;
  private final Progress progress;

  public LocalMigration(Checkout checkout, Progress progress) {
    this.checkout = checkout;
    this.progress = progress;
  }

  /// Returns when both databases are up to date.
  public void migrate(Path directory) throws IOException {
    Layout layout = new Layout(directory);
    if (!Files.exists(layout.postgresql())) {
      throw CommandException.unable("There is no database in " + layout.path() + ".");
    }
    if (DirectoryLock.isHeld(layout.path())) {
      migrate(layout, Ports.withPostgresql(runningPort(layout)));
    } else {
      migrateStopped(layout);
    }
  }

  private static int runningPort(Layout layout) {
    return new LocalRun(layout.path())
        .endpoint("postgresql")
        .map(url -> URI.create(url).getPort())
        .orElseThrow(() ->
            CommandException.unable(
                "A run on " + layout.path() + " is starting just now, and migrates by itself."));
  }

  private void migrateStopped(Layout layout) throws IOException {
    try (DataDirectory data = DataDirectory.open(layout.path())) {
      Leftovers.stop(data.layout().processes(), progress);
      progress.step("Starting PostgreSQL in " + layout.path());
      Path log = layout.logs().resolve("postgresql.log");
      String password = secrets(layout).of(Name.POSTGRESQL);
      try (PostgresServer server =
          PostgresServer.start(layout.postgresql(), freePort(), password, log)) {
        migrate(layout, Ports.withPostgresql(server.port()));
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

  private void migrate(Layout layout, Ports ports) throws IOException {
    RunSettings settings =
        new RunSettings(layout.path(), ports, Duration.ofSeconds(3), Duration.ofSeconds(5));
    Programs programs = InstalledPrograms.in(checkout, settings, layout, secrets(layout));
    for (Program program : List.of(programs.node(), programs.frost())) {
      progress.step("Bringing the database of " + program.name() + " up to date");
      new MigrationTask(program, programs.migrate(), layout.logs(), layout.processes())
          .run(() -> false);
    }
  }

  private static Secrets secrets(Layout layout) throws IOException {
    return Secrets.in(layout.secrets(), new SecureRandom());
  }
}
