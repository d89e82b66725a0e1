package et.po.cli.cluster;

import et.po.cli.CommandException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// The program `kubectl`, as the cluster's administrator.
public record Kubectl(Path kubeconfig) {
  private static final String LONGEST_ANSWER = "20s";
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /// Makes these objects, or makes them so.
  void apply(String purpose, String manifest) {
    new Execution(purpose, command("apply", "--server-side", "-f", "-")).output(manifest);
  }

  /// Does something.
  ///
  /// @param purpose what cannot be done if it fails, as the beginning of a sentence
  public void run(String purpose, String... arguments) {
    new Execution(purpose, command(arguments)).output();
  }

  /// What is asked for; nothing where the API server does not answer, or has no such thing.
  public String find(String... arguments) {
    List<String> command = command(arguments);
    // For an API server that is away does not say so.
    command.add("--request-timeout=" + LONGEST_ANSWER);
    Execution.Result result = new Execution("kubectl cannot run", command).result("");
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
    await(waitingFor, needed, wanted::equals, patience, arguments);
  }

  /// Returns when the answer is one of these.
  public void await(
      String waitingFor, Predicate<String> wanted, Duration patience, String... arguments) {
    await(waitingFor, List.of(), wanted, patience, arguments);
  }

  private void await(
      String waitingFor,
      List<Daemon> needed,
      Predicate<String> wanted,
      Duration patience,
      String... arguments) {
    Instant deadline = Instant.now().plus(patience);
    while (!wanted.test(find(arguments))) {
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
