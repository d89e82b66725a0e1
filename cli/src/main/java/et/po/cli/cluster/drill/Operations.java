package et.po.cli.cluster.drill;

import et.po.cli.CommandException;
import et.po.cli.cluster.Cluster;
import et.po.cli.cluster.ClusterDirectory;
import et.po.cli.cluster.Helm;
import et.po.cli.cluster.Kubectl;
import et.po.cli.cluster.Releases;
import et.po.cli.network.Lines;
import et.po.postgresql.DirectoryProcesses;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What is done to a cluster that Po.et is installed on.
final class Operations {
  /// The Deployments that clients talk to.
  private static final List<String> SERVING = List.of(Releases.NODE + "-api", Releases.FROST);

  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final String PROGRAM = "/app/quarkus-run.jar";
  private static final String NO_PAUSES =
      """
      [{"op": "remove", "path": "/spec/template/spec/containers/0/lifecycle"},
       {"op": "add", "path": "/spec/template/spec/containers/0/env/-",
        "value": {"name": "_JAVA_OPTIONS", "value": "-Dquarkus.shutdown.delay=0S"}}]
      """;

  private final ClusterDirectory directory;
  private final Releases releases;
  private final Helm helm;
  private final Kubectl kubectl;
  private final Random random = new Random();

  Operations(ClusterDirectory directory, Releases releases) {
    this.directory = directory;
    this.releases = releases;
    this.helm = new Helm(directory.kubeconfig());
    this.kubectl = new Kubectl(directory.kubeconfig());
  }

  /// Every pod of every role, and of Frost, gives way to a new one.
  void upgrade() {
    releases.install("secretsRevision=" + UUID.randomUUID());
  }

  void rollBack() {
    helm.rollBack(Releases.NODE);
    helm.rollBack(Releases.FROST);
  }

  List<String> zones() {
    return List.of(
        kubectl.find("get", "nodes", "-o", "jsonpath={.items[*].metadata.name}").split(" "));
  }

  /// All pods of a node go elsewhere, and may come back later.
  void drain(String node) {
    kubectl.run(
        node + " cannot be drained",
        "drain",
        node,
        "--ignore-daemonsets",
        "--delete-emptydir-data",
        "--timeout=" + PATIENCE.toSeconds() + "s");
    awaitReady();
    kubectl.run(node + " cannot be used again", "uncordon", node);
  }

  /// `kill -9` of one program after the other.
  ///
  /// @param pause after each
  void kill(int times, Duration pause) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      List<ProcessHandle> programs = programs();
      if (programs.isEmpty()) {
        throw CommandException.unable("No program of Po.et runs on the cluster.");
      }
      programs.get(random.nextInt(programs.size())).destroyForcibly();
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    }
    awaitReady();
  }

  private List<ProcessHandle> programs() {
    return DirectoryProcesses.under(directory.path()).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .filter(process -> process.info().commandLine().orElse("").contains(PROGRAM))
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .distinct()
        .toList();
  }

  /// Nobody reaches a node for this long, nor does it reach anybody; returns when all are ready
  /// again.
  void cut(String node, Duration duration) throws InterruptedException {
    Lines lines = new Lines(directory.path());
    lines.cut(node);
    try {
      TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    } finally {
      lines.mend(node);
    }
    kubectl.await(
        "Not every node is ready",
        answer -> !answer.isEmpty() && answer.matches("(True ?)+"),
        PATIENCE,
        "get",
        "nodes",
        "-o",
        "jsonpath={.items[*].status.conditions[?(@.type==\"Ready\")].status}");
    awaitReady();
  }

  /// Takes away what lets a pod end without anybody's notice.
  void takePausesAway() {
    for (String deployment : SERVING) {
      kubectl.run(
          deployment + " cannot be changed",
          "--namespace",
          Cluster.NAMESPACE,
          "patch",
          "deployment",
          deployment,
          "--type=json",
          "--patch",
          NO_PAUSES);
    }
    awaitRolledOut();
  }

  void restart() {
    for (String deployment : SERVING) {
      kubectl.run(
          deployment + " cannot be restarted",
          "--namespace",
          Cluster.NAMESPACE,
          "rollout",
          "restart",
          "deployment/" + deployment);
    }
    awaitRolledOut();
  }

  private void awaitRolledOut() {
    for (String deployment : SERVING) {
      kubectl.run(
          deployment + " is not ready",
          "--namespace",
          Cluster.NAMESPACE,
          "rollout",
          "status",
          "deployment/" + deployment,
          "--timeout=" + PATIENCE.toSeconds() + "s");
    }
  }

  /// What was taken away or changed is as the charts have it.
  void restore() {
    releases.install();
  }

  private void awaitReady() {
    kubectl.await(
        "Not every pod is ready",
        answer ->
            !answer.isEmpty() && Stream.of(answer.split(" ")).allMatch(Operations::isComplete),
        PATIENCE,
        "--namespace",
        Cluster.NAMESPACE,
        "get",
        "deployments",
        "-o",
        "jsonpath={range .items[*]}{.spec.replicas}/{.status.availableReplicas} {end}");
  }

  private static boolean isComplete(String wantedAndAvailable) {
    String[] both = wantedAndAvailable.split("/");
    return both.length == 2 && both[0].equals(both[1]);
  }
}
