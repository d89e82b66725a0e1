package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.cli.LocalRun;
import et.po.cli.Progress;
import et.po.cli.run.Secrets.Name;
import et.po.postgresql.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Brings the databases of a local run up to date, whether it runs or not.
public final class LocalMigration {
  private final Path root;
  private final Progress progress;

  /// @param root the directory of the checkout
  public LocalMigration(Path root, Progress progress) {
    this.root = root;
    this.progress = progress;
  }

  /// Returns when both databases are up to date.
  public void migrate(Path directory) throws IOException {
    Layout layout = new Layout(directory);
    Optional<Integer> port =
        new LocalRun(layout.path()).endpoint("postgresql").map(url -> URI.create(url).getPort());
    if (port.isPresent()) {
      migrate(layout, new Ports(port.get() - new Ports(0).postgresql()));
      return;
    }
    if (!Files.exists(layout.postgresql())) {
      throw CommandException.unable("There is no database in " + layout.path() + ".");
    }
    try (DataDirectory data = DataDirectory.open(directory)) {
      Ports ports = new Ports(0);
      progress.step("Starting PostgreSQL in " + data.layout().path());
      try (PostgresServer server =
          PostgresServer.start(
              layout.postgresql(),
              ports.postgresql(),
              secrets(layout).of(Name.POSTGRESQL),
              layout.logs().resolve("postgresql.log"))) {
        migrate(layout, new Ports(server.port() - new Ports(0).postgresql()));
      } catch (PostgresServer.PostgresException e) {
        throw CommandException.unable(e.getMessage() + ".", e);
      }
    }
  }

  private void migrate(Layout layout, Ports ports) throws IOException {
    RunSettings settings =
        new RunSettings(layout.path(), ports, Duration.ofSeconds(3), Duration.ofSeconds(5));
    Programs programs = InstalledPrograms.in(root, settings, layout, secrets(layout));
    for (Program program : List.of(programs.node(), programs.frost())) {
      progress.step("Bringing the database of " + program.name() + " up to date");
      new MigrationTask(program, programs.migrate(), layout.logs(), layout.processes()).run();
    }
  }

  private static Secrets secrets(Layout layout) throws IOException {
    return Secrets.in(layout.secrets(), new SecureRandom());
  }
}
