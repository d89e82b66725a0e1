package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.cli.Progress;
import et.po.cli.Trouble;
import et.po.cli.network.Namespaces;
import et.po.cli.run.Secrets;
import et.po.postgresql.Directory;
import et.po.postgresql.DirectoryProcesses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/// A cluster in a directory: made from nothing, and taken away again.
public final class Cluster {
  /// Where Po.et's own pods are.
  public static final String NAMESPACE = "poet";

  private static final String MARK = "cluster";
  private static final String NAME_SERVER_IMAGE = "localhost/poet/coredns:1.14.7";
  private static final Duration TO_END = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final ClusterDirectory directory;
  private final Progress progress;
  private final Instant begun = Instant.now();

  Cluster(ClusterDirectory directory, Progress progress) {
    this.directory = directory;
    this.progress = progress;
  }

  /// Returns when it is ready for pods.
  ///
  /// @param zones how many, with a node each
  /// @param checkout whose images its nodes get; those that were not built are left out
  void up(int zones, Path checkout) {
    requireFree();
    directory.make();
    ClusterDirectory.write(directory.path().resolve(MARK), "A cluster of ./poet cluster.\n");
    Namespaces places = new Namespaces(directory.path());
    Network network = Network.of(places, zones);
    network.connect();
    Servers servers = servers(places, checkout);
    CompletableFuture<Boolean> started =
        SideBySide.begin(() -> {
          servers.start();
          return true;
        });
    Credentials credentials = new Credentials(directory.credentials());
    credentials.make(network);
    credentials.kubeconfig(Credentials.ADMINISTRATOR, network.apiServer(), directory.kubeconfig());
    step("network and credentials");
    Kubectl kubectl = new Kubectl(directory.kubeconfig());
    List<NodeImage> images =
        images(
            List.of(
                checkout.resolve("target/images/node.tar"),
                checkout.resolve("target/images/frost.tar")));
    step("images");
    List<Daemon> running =
        new ArrayList<>(new ControlPlane(directory, network, credentials).start(kubectl));
    step("control plane");
    running.addAll(startNodes(network, credentials, images));
    kubectl.await(
        "Not every node is ready",
        running,
        "True ".repeat(zones).strip(),
        PATIENCE,
        "get",
        "nodes",
        "-o",
        "jsonpath={.items[*].status.conditions[?(@.type==\"Ready\")].status}");
    step("nodes");
    kubectl.apply("The name server cannot be installed", system(network));
    kubectl.await(
        "The name server is not ready",
        running,
        "2",
        PATIENCE,
        "-n",
        "kube-system",
        "get",
        "deployment",
        "coredns",
        "-o",
        "jsonpath={.status.readyReplicas}");
    step("name server");
    SideBySide.end(started);
    kubectl.apply("The servers cannot be made known", servers.objects());
    step("servers");
  }

  private void requireFree() {
    if (isOurs()) {
      if (isRunning()) {
        throw CommandException.unable(
            "There is a cluster in "
                + directory.path()
                + " already: end it first with poet cluster down, or use another directory with"
                + " --data.");
      }
      down();
    } else if (Files.exists(directory.path()) && !isEmpty(directory.path())) {
      throw CommandException.unable(
          directory.path()
              + " has files of something else: choose a new or empty directory with --data.");
    }
  }

  private static boolean isEmpty(Path path) {
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  /// Whether there are processes of it.
  boolean isRunning() {
    return !DirectoryProcesses.under(directory.path()).isEmpty();
  }

  /// Whether the directory is a cluster's, one that is gone included.
  boolean isOurs() {
    return Files.exists(directory.path().resolve(MARK));
  }

  private List<NodeImage> images(List<Path> built) {
    Path images = ClusterDirectory.make(directory.images());
    List<NodeImage> all = new ArrayList<>();
    all.add(
        NodeImage.of(Programs.pause(), NodeConfiguration.PAUSE_IMAGE, images.resolve("pause.tar")));
    all.add(NodeImage.of(Programs.coredns(), NAME_SERVER_IMAGE, images.resolve("coredns.tar")));
    for (Path archive : built) {
      NodeImage.built(archive, images)
          .ifPresentOrElse(
              all::add,
              () -> progress.step("  " + archive + " is not there; see poet image build"));
    }
    return all;
  }

  private List<Daemon> startNodes(
      Network network, Credentials credentials, List<NodeImage> images) {
    ControlGroups groups = new ControlGroups(directory.uniqueName());
    Function<Zone, CompletableFuture<List<Daemon>>> start =
        zone ->
            SideBySide.begin(() -> {
              String group = groups.make(zone.node());
              NodeConfiguration configuration =
                  new NodeConfiguration(zone, network, credentials, group);
              Node node = Node.start(zone, directory, configuration.files());
              images.forEach(node::take);
              return node.join();
            });
    List<CompletableFuture<List<Daemon>>> all = network.zones().stream().map(start).toList();
    return all.stream().map(SideBySide::end).flatMap(List::stream).toList();
  }

  private Servers servers(Namespaces places, Path checkout) {
    try {
      return new Servers(
          directory,
          places,
          Secrets.in(directory.secrets(), new SecureRandom()),
          checkout.resolve("docs/operations/vault-policy.hcl"));
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  private static String system(Network network) {
    try (InputStream file = Cluster.class.getResourceAsStream("system.yaml")) {
      if (file == null) {
        throw new IllegalStateException("the build has left out system.yaml");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@IMAGE@", NAME_SERVER_IMAGE)
          .replace("@ADDRESS@", network.nameServer());
    } catch (IOException e) {
      throw CommandException.unable(Trouble.sentence(e), e);
    }
  }

  /// Ends all its processes, with which its mounts and its network go, and removes its control
  /// groups and its files, except for the logs.
  void down() {
    DirectoryProcesses.stop(directory.path(), TO_END);
    new ControlGroups(directory.uniqueName()).remove();
    try {
      for (Path each :
          List.of(
              directory.kubeconfig(),
              directory.credentials(),
              directory.controlPlane(),
              directory.path().resolve("nodes"),
              directory.images(),
              directory.servers(),
              directory.secrets(),
              directory.path().resolve("network"))) {
        Directory.delete(each);
      }
    } catch (IOException e) {
      throw CommandException.unable("Files stay behind. " + Trouble.sentence(e), e);
    }
  }

  private void step(String what) {
    progress.step(step(what, begun));
  }

  /// A line that says how long something took.
  static String step(String what, Instant begun) {
    return "  %-24s %.1f s"
        .formatted(what, Duration.between(begun, Instant.now()).toMillis() / 1000.0);
  }
}
