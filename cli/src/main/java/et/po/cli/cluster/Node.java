package et.po.cli.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A node: containerd, a kubelet and kube-proxy in a space of their own.
final class Node {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  /// Where Kubernetes' programs and the node's configuration are on it.
  private static final String KUBERNETES = "/opt/poet/kubernetes/";

  private static final String IMAGES = "/opt/poet/images/";
  private static final String CONFIGURATION = "/opt/poet/etc/";

  private final Zone zone;
  private final Machine machine;
  private final Daemon containerd;

  private Node(Zone zone, Machine machine, Daemon containerd) {
    this.zone = zone;
    this.machine = machine;
    this.containerd = containerd;
  }

  /// Returns when containerd answers; what is imported into it then is there for its first pods.
  ///
  /// @param configuration its files by name
  static Node start(Zone zone, ClusterDirectory directory, Map<String, String> configuration) {
    Machine machine = NodeSpace.make(zone, directory, configuration);
    return new Node(zone, machine, startContainerd(machine));
  }

  private static Daemon startContainerd(Machine machine) {
    Daemon containerd =
        machine.start(
            "containerd", List.of("containerd", "--config", CONFIGURATION + "containerd.toml"));
    containerd.awaitReady(() -> machine.succeeds(List.of("ctr", "version")), PATIENCE);
    return containerd;
  }

  /// Takes in an image, which pods then find under each of its names.
  void take(NodeImage image) {
    String purpose = "The image " + image.name() + " cannot be brought to " + zone.node();
    machine.run(
        purpose,
        images(
            "import",
            "--label",
            // Never to be removed to make room: there is nowhere to get it from again.
            "io.cri-containerd.pinned=pinned",
            IMAGES + image.archive().getFileName()));
    for (String other : image.otherNames()) {
      machine.run(purpose, images("tag", "--force", image.name(), other));
    }
  }

  private static List<String> images(String... arguments) {
    return Stream.concat(Stream.of("ctr", "-n", "k8s.io", "images"), Stream.of(arguments)).toList();
  }

  /// Starts what makes it a node of the cluster. Whether it is one, the API server knows.
  ///
  /// @return its programs
  List<Daemon> join() {
    Daemon kubelet =
        machine.start(
            "kubelet",
            List.of(
                KUBERNETES + "kubelet",
                "--config=" + CONFIGURATION + "kubelet.yaml",
                "--kubeconfig=" + CONFIGURATION + "kubelet.kubeconfig",
                "--hostname-override=" + zone.node(),
                "--node-ip=" + zone.host(),
                "--root-dir=/var/lib/kubelet",
                "--node-labels=po.et/instance-group=core,topology.kubernetes.io/region=poet,"
                    + "topology.kubernetes.io/zone="
                    + zone.name()));
    Daemon proxy =
        machine.start(
            "kube-proxy",
            List.of(KUBERNETES + "kube-proxy", "--config=" + CONFIGURATION + "proxy.yaml"));
    return List.of(containerd, kubelet, proxy);
  }
}
