package et.po.cli.cluster;

import et.po.cli.CommandException;
import et.po.servers.ServerCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a cluster is made of, as `./poet tools` has fetched it.
final class Programs {
  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              "kubernetes", "kubernetes-1.36.3",
              "etcd", "etcd-3.6.14",
              "containerd", "node",
              "coredns", "coredns-1.14.7",
              "pause", "pause-1",
              "helm", "helm-3.19.5"));

  private Programs() {}

  /// Ends the command, naming them, if some are not there.
  static void requireFetched() {
    List<String> missing = FILES.keySet().stream().filter(tool -> !Files.exists(of(tool))).toList();
    if (!missing.isEmpty()) {
      throw CommandException.unable(
          "A cluster needs programs that are not fetched yet: ./poet tools "
              + String.join(" ", missing));
    }
  }

  private static Path of(String tool) {
    return ServerCache.directory(tool).resolve(String.valueOf(FILES.get(tool)));
  }

  static Path kubernetes() {
    return of("kubernetes");
  }

  /// One of Kubernetes' own.
  static String kubernetes(String name) {
    return kubernetes().resolve(name).toString();
  }

  static String etcd() {
    return of("etcd").toString();
  }

  /// The file system of a node: containerd, runc, and what they need.
  static Path nodeFileSystem() {
    return of("containerd");
  }

  static Path coredns() {
    return of("coredns");
  }

  static Path helm() {
    return of("helm");
  }

  static Path pause() {
    return of("pause");
  }
}
