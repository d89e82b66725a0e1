package et.po.deploy;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A chart of others, or the kinds of an operator, as tools/servers/charts names and fetches it.
record FetchedChart(String name, String version) {
  /// Where a chart is installed if not in a namespace of its name. Metrics are the cluster's own.
  private static final Map<String, String> NAMESPACES = Map.of("metrics-server", "kube-system");

  static List<FetchedChart> charts() {
    return in("charts");
  }

  /// CustomResourceDefinitions, in files.
  static List<FetchedChart> kinds() {
    return in("kinds");
  }

  private static List<FetchedChart> in(String list) {
    return Tree.read(Tree.ROOT.resolve("tools/servers/charts").resolve(list))
        .lines()
        .map(line -> line.split(" "))
        .map(words -> new FetchedChart(words[0], words[1]))
        .toList();
  }

  /// Where it is. Skips the test where it was not fetched.
  Path directory() {
    return new CachedProgram("charts/" + name + "-" + version, "./poet tools charts").file();
  }

  /// What Helm makes of it with these values.
  List<Manifest> render(Path values) {
    return Charts.manifests(
        new Helm(directory())
            .template()
            .withName(name)
            .withNamespace(NAMESPACES.getOrDefault(name, name))
            .withKubeVersion(Charts.KUBERNETES)
            .withValuesFile(values)
            .call());
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
