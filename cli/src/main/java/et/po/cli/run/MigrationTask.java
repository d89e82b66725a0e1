package et.po.cli.run;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Brings one program's database up to date, by the program itself.
final class MigrationTask {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String name;
  private final Program program;
  private final List<String> arguments;
  private final Path logs;
  private final Path processes;

  /// @param name of the database
  /// @param arguments added to the program's command
  MigrationTask(String name, Program program, List<String> arguments, Path logs, Path processes) {
    this.name = name;
    this.program = program;
    this.arguments = List.copyOf(arguments);
    this.logs = logs;
    this.processes = processes;
  }

  /// Returns when the database is up to date, or ends the command with the program's own sentence.
  ///
  /// @param givenUp asked now and then; once true, the program is stopped
  void run(BooleanSupplier givenUp) {
    List<String> command = new ArrayList<>(program.command());
    command.addAll(arguments);
    LogFile log = new LogFile(logs.resolve(name + "-migrate.log"));
    PidFile pidFile = new PidFile(processes.resolve(name + "-migrate.pid"));
    try {
      log.rotate();
      int code =
          ChildProcess.start(command, program.environment(), logs, log.path(), pidFile)
              .await(PATIENCE, givenUp);
      if (code != 0) {
        throw CommandException.unable(
            "The database of "
                + name
                + " could not be brought up to date: "
                + log.lastLine()
                + " (all of it is in "
                + log.path()
                + ")");
      }
    } catch (IOException e) {
      throw CommandException.unable(
          program.name() + " cannot be started. " + Trouble.sentence(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unable("It was interrupted.", e);
    }
  }
}
