package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A node: containerd, a kubelet and kube-proxy in namespaces of their own for mounts, processes,
/// names and the network, on a file system of their own.
///
/// The first process in its space of processes does nothing but wait: when it ends, for whatever
/// reason, the kernel ends all others, and with the last of them the mounts are gone.
final class Node {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /// Where Kubernetes' programs and the node's configuration are on it.
  private static final String KUBERNETES = "/opt/poet/kubernetes/";

  private static final String CONFIGURATION = "/opt/poet/etc/";

  private final Zone zone;
  private final Path files;
  private final Machine machine;

  private Node(Zone zone, Path files, Machine machine) {
    this.zone = zone;
    this.files = files;
    this.machine = machine;
  }

  /// Returns when containerd answers; what is imported into it then is there for its first pods.
  ///
  /// @param configuration its files by name
  static Node start(Zone zone, ClusterDirectory directory, Map<String, String> configuration) {
    Path files = directory.node(zone.node());
    for (String each :
        List.of("upper", "work", "root", "containerd", "kubelet", "cni", "log", "etc")) {
      ClusterDirectory.make(files.resolve(each));
    }
    configuration.forEach(
        (name, text) -> ClusterDirectory.write(files.resolve("etc").resolve(name), text));
    Path init = ClusterDirectory.write(files.resolve("init"), script());
    Machine outside = new Machine(zone.node(), files, directory.logs(), zone.place().enter());
    Daemon holder =
        outside.start(
            "init",
            List.of(
                "unshare",
                "--mount",
                "--uts",
                "--ipc",
                "--pid",
                "--fork",
                "--kill-child",
                "bash",
                init.toString(),
                zone.node(),
                files.toString(),
                Programs.nodeFileSystem().toString(),
                Programs.kubernetes().toString()));
    Path made = files.resolve("etc").resolve("made");
    holder.awaitReady(() -> Files.exists(made), PATIENCE);
    Machine inside =
        new Machine(
            zone.node(),
            files,
            directory.logs(),
            List.of(
                "nsenter",
                "--target",
                Long.toString(first(holder)),
                "--mount",
                "--uts",
                "--ipc",
                "--pid",
                "--net"));
    Node node = new Node(zone, files, inside);
    node.startContainerd();
    return node;
  }

  /// What is process 1 inside.
  private static long first(Daemon holder) {
    while (true) {
      var child = holder.process().children().findFirst();
      if (child.isPresent()) {
        return child.get().pid();
      }
      if (!holder.process().isAlive()) {
        throw CommandException.unable(holder.name() + " has ended; see " + holder.log() + ".");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static String script() {
    try (InputStream script = Node.class.getResourceAsStream("node-init.sh")) {
      if (script == null) {
        throw new IllegalStateException("the build has left out node-init.sh");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  private void startContainerd() {
    Daemon containerd =
        machine.start(
            "containerd", List.of("containerd", "--config", CONFIGURATION + "containerd.toml"));
    containerd.awaitReady(
        () -> new Execution("containerd", command("ctr", "version")).result("").isGood(), PATIENCE);
  }

  /// Takes in an image, which pods then find under each of its names.
  void take(NodeImage image) {
    String purpose = "The image " + image.name() + " cannot be brought to " + zone.node();
    Path shared = files.resolve("etc").resolve(image.archive().getFileName());
    try {
      Files.copy(image.archive(), shared, StandardCopyOption.REPLACE_EXISTING);
      machine.run(
          purpose,
          images(
              "import",
              "--label",
              // Never to be removed to make room: there is nowhere to get it from again.
              "io.cri-containerd.pinned=pinned",
              CONFIGURATION + shared.getFileName()));
      Files.delete(shared);
    } catch (IOException e) {
      throw CommandException.unable(purpose + ". " + Trouble.sentence(e), e);
    }
    for (String other : image.otherNames()) {
      machine.run(purpose, images("tag", "--force", image.name(), other));
    }
  }

  private static List<String> images(String... arguments) {
    return Stream.concat(Stream.of("ctr", "-n", "k8s.io", "images"), Stream.of(arguments)).toList();
  }

  /// Starts what makes it a node of the cluster. Whether it is one, the API server knows.
  void join() {
    machine.start(
        "kubelet",
        List.of(
            KUBERNETES + "kubelet",
            "--config=" + CONFIGURATION + "kubelet.yaml",
            "--kubeconfig=" + CONFIGURATION + "kubelet.kubeconfig",
            "--hostname-override=" + zone.node(),
            "--node-ip=" + zone.host(),
            "--root-dir=/var/lib/kubelet",
            "--node-labels=topology.kubernetes.io/region=poet,topology.kubernetes.io/zone="
                + zone.name()));
    machine.start(
        "kube-proxy",
        List.of(KUBERNETES + "kube-proxy", "--config=" + CONFIGURATION + "proxy.yaml"));
  }

  private List<String> command(String... command) {
    List<String> whole = new ArrayList<>(machine.enter());
    whole.addAll(List.of(command));
    return whole;
  }
}
