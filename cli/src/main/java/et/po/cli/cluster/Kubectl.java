package et.po.cli.cluster;

import et.po.cli.CommandException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The program `kubectl`, as the cluster's administrator.
record Kubectl(Path kubeconfig) {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /// Makes these objects, or makes them so.
  void apply(String purpose, String manifest) {
    new Execution(purpose, command("apply", "--server-side", "-f", "-")).output(manifest);
  }

  /// What is asked for; nothing where the API server does not answer, or has no such thing.
  String find(String... arguments) {
    Execution.Result result = new Execution("kubectl cannot run", command(arguments)).result("");
    return result.isGood() ? result.output().strip() : "";
  }

  /// Returns when the answer is this.
  ///
  /// @param waitingFor what has not come where it does not, as the beginning of a sentence
  /// @param needed programs without which it does not come
  void await(
      String waitingFor,
      List<Daemon> needed,
      String wanted,
      Duration patience,
      String... arguments) {
    Instant deadline = Instant.now().plus(patience);
    while (!find(arguments).equals(wanted)) {
      needed.forEach(Daemon::requireAlive);
      if (Instant.now().isAfter(deadline)) {
        throw CommandException.unable(
            waitingFor + " in " + patience.toSeconds() + " s: ask kubectl describe why.");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(Programs.kubernetes("kubectl"), "--kubeconfig", kubeconfig.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
