package et.po.cli.run;

import et.po.cli.Checkout;
import et.po.cli.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Brings the databases of a local run up to date, whether it runs or not.
public final class LocalMigration {
  private final LocalDatabase database;
  private final Progress progress;

  public LocalMigration(Checkout checkout, Progress progress) {
    this.database = new LocalDatabase(checkout, progress);
    this.progress = progress;
  }

  /// Returns when both databases are up to date.
  public void migrate(Path directory) throws IOException {
    database.with(directory, this::migrate);
  }

  private void migrate(Layout layout, Programs programs) {
    migrate("node", programs.node(), layout, programs.migrate());
    migrate("frost", programs.frost(), layout, programs.migrate());
  }

  private void migrate(String name, Program program, Layout layout, List<String> arguments) {
    progress.step("Bringing the database of " + name + " up to date");
    new MigrationTask(name, program, arguments, layout.logs(), layout.processes()).run(() -> false);
  }
}
