package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import et.po.postgresql.DirectoryProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A place of the cluster's that programs run in as if it were a machine.
///
/// @param name that it is known by
/// @param directory of its files, which its processes are marked with
/// @param logs where its programs' logs are
/// @param enter what goes before a command that runs on it
record Machine(String name, Path directory, Path logs, List<String> enter) {
  Machine {
    enter = List.copyOf(enter);
  }

  /// Starts a program that goes on when the command has ended.
  Daemon start(String program, List<String> command) {
    Path log = logs.resolve(name + "-" + program + ".log");
    ClusterDirectory.make(logs);
    ClusterDirectory.make(directory);
    List<String> whole = new ArrayList<>(List.of("setsid"));
    whole.addAll(enter);
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole);
    DirectoryProcesses.mark(builder, directory);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    try {
      return new Daemon(program + " of " + name, builder.start(), log);
    } catch (IOException e) {
      throw CommandException.unable(
          program + " of " + name + " cannot be started. " + Trouble.sentence(e), e);
    }
  }

  /// Runs a command to its end.
  ///
  /// @param purpose what it is for, as in "the network of zone-a cannot be made"
  String run(String purpose, List<String> command) {
    List<String> whole = new ArrayList<>(enter);
    whole.addAll(command);
    return new Execution(purpose, whole).output();
  }

  /// Whether a command ends well.
  boolean succeeds(List<String> command) {
    List<String> whole = new ArrayList<>(enter);
    whole.addAll(command);
    return new Execution(command.getFirst() + " cannot run", whole).result("").isGood();
  }
}
