package et.po.cli.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program `helm`, as the cluster's administrator, in the namespace of Po.et.
public record Helm(Path kubeconfig) {
  private static final String PATIENCE = "15m";
  private static final String HISTORY = "150";

  /// Installs a release, or makes it so; returns when its pods are ready. One whose installation or
  /// upgrade was broken off, which Helm would refuse to touch, is brought back to what it was
  /// before.
  ///
  /// @param values files, later ones over earlier ones
  /// @param set single values over those
  void install(String release, Path chart, List<Path> values, List<String> set) {
    settle(release);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "upgrade",
                "--install",
                release,
                chart.toString(),
                "--wait",
                "--wait-for-jobs",
                "--timeout",
                PATIENCE,
                "--history-max",
                HISTORY));
    values.forEach(file -> arguments.addAll(List.of("--values", file.toString())));
    set.forEach(value -> arguments.addAll(List.of("--set", value)));
    run(release + " cannot be installed", arguments);
  }

  private void settle(String release) {
    String pending =
        run(
            "Releases cannot be listed",
            List.of("list", "--pending", "--filter", "^" + release + "$"));
    if (pending.contains("pending-install")) {
      run(release + " cannot be taken away", List.of("uninstall", release, "--wait"));
    } else if (pending.contains("pending-")) {
      rollBack(release);
    }
  }

  /// Goes back to what the release was before; returns when its pods are ready.
  public void rollBack(String release) {
    run(
        release + " cannot be rolled back",
        List.of("rollback", release, "--wait", "--timeout", PATIENCE));
  }

  /// Runs a release's tests to their end.
  void test(String release) {
    run("helm test " + release + " fails", List.of("test", release, "--timeout", PATIENCE));
  }

  /// The table of releases.
  String list() {
    return run("Releases cannot be listed", List.of("list"));
  }

  private String run(String purpose, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Programs.helm().toString(),
                "--kubeconfig",
                kubeconfig.toString(),
                "--namespace",
                Cluster.NAMESPACE));
    command.addAll(arguments);
    return new Execution(purpose, command).output();
  }
}
