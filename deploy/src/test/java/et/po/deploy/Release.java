package et.po.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A chart with values, as it would be installed.
///
/// @param label what tests call it
/// @param name what Helm calls it
/// @param values files, later ones over earlier ones
/// @param set single values over those
record Release(
    String label, String name, String chart, List<Path> values, Map<String, String> set) {
  /// As long as no image was released, that of nobody.
  private static final Map<String, String> DIGEST =
      Map.of("image.digest", "sha256:" + "0123456789abcdef".repeat(4));

  Release {
    values = List.copyOf(values);
    set = Map.copyOf(set);
  }

  /// All that is rendered: every file of values that a chart has for tests, every environment, and
  /// what these stand on.
  static List<Release> all() {
    return Stream.of(
            Tree.INSTALLABLE.stream().flatMap(Release::ofTests),
            versions().map(version -> of(version.environment(), version.release())),
            Stream.of("frost-api", "node-regtest").map(Release::ofCluster),
            Stream.of(
                operator("poet-frost-api", "frost-api"),
                operator("poet-node", "node-testnet"),
                operator("poet-bitcoind", "bitcoin")),
            platform())
        .flatMap(releases -> releases)
        .toList();
  }

  /// One of [#all].
  static Release called(String label) {
    return all().stream().filter(release -> release.label.equals(label)).findFirst().orElseThrow();
  }

  /// A release of an environment, with the layers of values that helmfile and Argo CD give it.
  static Release of(String environment, String name) {
    Version version =
        versions()
            .filter(v -> v.environment().equals(environment) && v.release().equals(name))
            .findFirst()
            .orElseThrow();
    return new Release(
        environment + "/" + name,
        name,
        version.chart(),
        List.of(
            Tree.ENVIRONMENTS.resolve("_defaults.yaml"),
            Tree.ENVIRONMENTS.resolve("_" + version.chart() + ".yaml"),
            Tree.ENVIRONMENTS.resolve(environment).resolve(name + ".yaml")),
        DIGEST);
  }

  /// A release of QA as `poet cluster install` has it on one machine.
  private static Release ofCluster(String name) {
    Release qa = of("qa", name);
    return new Release("cluster/" + name, name, qa.chart, qa.values, qa.set)
        .with(Tree.ENVIRONMENTS.resolve("cluster").resolve(name + ".yaml"));
  }

  static Stream<Release> ofTests(String chart) {
    return Tree.files(Tree.CHARTS.resolve(chart).resolve("ci"), "-values.yaml").stream()
        .map(file ->
            new Release(
                chart + "/" + file.getFileName().toString().replace("-values.yaml", ""),
                chart.equals("poet-node") ? "node-regtest" : chart.replace("poet-", ""),
                chart,
                List.of(file),
                Map.of()));
  }

  /// The servers of both environments.
  static Stream<Release> platform() {
    return Tree.files(Tree.PLATFORM.resolve("servers"), ".yaml").stream()
        .map(file -> {
          String name = file.getFileName().toString().replace(".yaml", "");
          String chart = name.equals("ipfs") ? "poet-ipfs" : "poet-bitcoind";
          return new Release("platform/" + name, name, chart, List.of(file), DIGEST);
        });
  }

  private static Release operator(String chart, String name) {
    Path file = Tree.ENVIRONMENTS.resolve("operator/" + chart.replace("poet-", "") + ".yaml");
    return new Release("operator/" + name, name, chart, List.of(file), DIGEST);
  }

  Release named(String other) {
    return new Release(label, other, chart, values, set);
  }

  Release with(Path more) {
    List<Path> layers = new ArrayList<>(values);
    layers.add(more);
    return new Release(label, name, chart, layers, set);
  }

  /// The lines of versions.yaml.
  static Stream<Version> versions() {
    List<Version> versions = new ArrayList<>();
    for (JsonNode line : Tree.yaml(Tree.ENVIRONMENTS.resolve("versions.yaml"))) {
      versions.add(
          new Version(
              line.path("environment").asText(),
              line.path("release").asText(),
              line.path("chart").asText(),
              line.path("chartVersion").asText(),
              line.path("appVersion").asText(),
              line.path("digest").asText()));
    }
    return versions.stream();
  }

  /// What runs in an environment.
  record Version(
      String environment,
      String release,
      String chart,
      String chartVersion,
      String appVersion,
      String digest) {}

  @Override
  public String toString() {
    return label;
  }
}
