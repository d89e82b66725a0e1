package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static et.po.deploy.Rule.require;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Charts of others, with our values, are what an environment may stand on: more than one of each,
/// in a group of nodes of their own, bounded, and without rights on their node.
class PlatformTest {
  private static final Path VALUES = Tree.PLATFORM.resolve("charts");
  private static final Set<String> SERVING = Set.of("Deployment", "StatefulSet");
  private static final Set<String> CHECKED =
      Set.of(
          "Deployment",
          "StatefulSet",
          "Service",
          "ServiceAccount",
          "PodDisruptionBudget",
          "NetworkPolicy");

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /// Where each is installed. Metrics are the cluster's own.
  private static final Map<String, String> NAMESPACES = Map.of("metrics-server", "kube-system");

  @TempDir Path directory;

  /// A chart, or the kinds of an operator, as tools/servers/charts names it.
  record Chart(String name, String version) {
    /// The lines of a list of tools/servers/charts.
    static List<Chart> in(String list) {
      return Tree.read(Tree.ROOT.resolve("tools/servers/charts").resolve(list))
          .lines()
          .map(line -> line.split(" "))
          .map(words -> new Chart(words[0], words[1]))
          .toList();
    }

    Path directory() {
      return new CachedProgram("charts/" + name + "-" + version, "./poet tools charts").file();
    }

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

  static List<Chart> charts() {
    return Chart.in("charts");
  }

  @Test
  void everyChart_hasValues_andStandsInTheTable() {
    assertEquals(
        charts().stream().map(chart -> chart.name() + ".yaml").sorted().toList(),
        Tree.files(VALUES, ".yaml").stream().map(file -> file.getFileName().toString()).toList());
    String table = Tree.read(Tree.PLATFORM.resolve("README.md"));
    for (Chart chart : Stream.concat(charts().stream(), Chart.in("kinds").stream()).toList()) {
      assertTrue(
          table.contains("| `" + chart.name() + "` | " + chart.version() + " |"), chart.toString());
    }
  }

  @Tag("real")
  @ParameterizedTest
  @MethodSource("charts")
  void chart_isFitToBeStoodOn(Chart chart) {
    List<Manifest> release = chart.render(VALUES.resolve(chart.name() + ".yaml"));
    assertEquals(List.of(), faults(release));
    System.out.printf(
        "count: %s objects %d, of them serving %d%n",
        chart, release.size(), serving(release).size());
  }

  /// So that the checks are known to be some.
  @Tag("real")
  @ParameterizedTest
  @MethodSource("charts")
  void chart_withoutOurValues_isNot(Chart chart) throws IOException {
    assertFalse(faults(chart.render(Files.createFile(directory.resolve("none.yaml")))).isEmpty());
  }

  /// What operators make servers of is of the kinds that they have, and says nothing that they
  /// would drop.
  @Tag("real")
  @ParameterizedTest
  @MethodSource("objects")
  void object_isWhatItsOperatorTakes(Path file) {
    for (JsonNode object : Tree.documents(Tree.read(file))) {
      JsonNode kind = kind(new Manifest(object));
      assertEquals(List.of(), REGISTRY.getSchema(closed(kind)).validate(object), file.toString());
      ObjectNode strange = object.deepCopy();
      ((ObjectNode) strange.path("spec")).put("stranger", 1);
      assertFalse(REGISTRY.getSchema(closed(kind)).validate(strange).isEmpty());
    }
  }

  static List<Path> objects() {
    return Tree.files(Tree.PLATFORM.resolve("objects"), ".yaml");
  }

  /// The schema of an object, from the definitions of the operators.
  private static JsonNode kind(Manifest object) {
    String version = object.at("/apiVersion").asText();
    return Chart.in("kinds").stream()
        .flatMap(kinds -> Tree.files(kinds.directory(), ".yaml").stream())
        .flatMap(file -> Tree.documents(Tree.read(file)).stream())
        .filter(definition ->
            definition.at("/spec/names/kind").asText().equals(object.kind())
                && version.startsWith(definition.at("/spec/group").asText() + "/"))
        .flatMap(definition -> elements(definition.at("/spec/versions")))
        .filter(one -> version.endsWith("/" + one.path("name").asText()))
        .map(one -> one.at("/schema/openAPIV3Schema"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody has " + version + " " + object.kind()));
  }

  /// An API server drops what a kind does not name.
  private static JsonNode closed(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    close(copy);
    // Metadata are the API server's own.
    ((ObjectNode) copy.path("properties")).putObject("metadata");
    return copy;
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("properties").isObject()
          && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()
          && !object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
      if (object.path("x-kubernetes-int-or-string").asBoolean()) {
        object.putArray("type").add("integer").add("string");
        object.remove("anyOf");
      }
    }
    node.forEach(PlatformTest::close);
  }

  private static List<Manifest> serving(List<Manifest> release) {
    return release.stream().filter(object -> SERVING.contains(object.kind())).toList();
  }

  private static List<String> faults(List<Manifest> release) {
    if (serving(release).isEmpty()) {
      return List.of("nothing serves");
    }
    return serving(release).stream()
        .flatMap(object ->
            Stream.of(
                    twice(object),
                    budget(object, release),
                    group(object),
                    object.containers().flatMap(PlatformTest::bounds),
                    object.containers().flatMap(container -> rights(object, container)))
                .flatMap(found -> found)
                .map(fault -> object.id() + ": " + fault))
        .toList();
  }

  /// Whatever the chart makes of our values, each supported API server takes.
  @Tag("real")
  @ParameterizedTest
  @MethodSource("charts")
  void chart_isTakenByEveryApiServer(Chart chart) {
    List<Manifest> checked =
        chart.render(VALUES.resolve(chart.name() + ".yaml")).stream()
            .filter(object -> CHECKED.contains(object.kind()))
            .map(object -> new Manifest(withoutNulls(object.node().deepCopy())))
            .toList();
    assertEquals(
        List.of(),
        ApiSchemas.minors().stream()
            .flatMap(minor -> checked.stream().flatMap(object -> ApiSchemas.faults(minor, object)))
            .toList());
  }

  /// Which say no more than a field that is not there.
  private static JsonNode withoutNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.removeIf(JsonNode::isNull);
    }
    node.forEach(PlatformTest::withoutNulls);
    return node;
  }

  private static Stream<String> twice(Manifest object) {
    return require(object.at("/spec/replicas").asInt() >= 2, "is there once");
  }

  private static Stream<String> budget(Manifest object, List<Manifest> release) {
    return require(
        release.stream()
            .anyMatch(budget ->
                budget.is("PodDisruptionBudget")
                    && Manifest.chooses(
                        budget.at("/spec/selector/matchLabels"),
                        object.at("/spec/template/metadata/labels"))),
        "may be away altogether while nodes are drained");
  }

  private static Stream<String> group(Manifest object) {
    JsonNode pod = object.at("/spec/template/spec");
    JsonNode term =
        pod.at(
            "/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution"
                + "/nodeSelectorTerms/0/matchExpressions/0");
    String group = term.at("/values/0").asText();
    return Stream.concat(
        require(
            term.path("key").asText().equals("po.et/instance-group") && !group.isEmpty(),
            "is on any node"),
        require(
            group.equals("core")
                || elements(pod.path("tolerations"))
                    .anyMatch(one -> one.path("value").asText().equals(group)),
            "does not tolerate its group's taint"));
  }

  private static Stream<String> bounds(JsonNode container) {
    JsonNode resources = container.path("resources");
    return Stream.concat(
        require(!resources.at("/requests/cpu").isMissingNode(), "requests no processor time"),
        require(
            !resources.at("/limits/memory").isMissingNode()
                && resources.at("/limits/memory").equals(resources.at("/requests/memory")),
            "does not request the memory that it may use"));
  }

  private static Stream<String> rights(Manifest object, JsonNode container) {
    JsonNode context = container.path("securityContext");
    JsonNode pod = object.at("/spec/template/spec/securityContext");
    return Stream.of(
            require(
                context.path("allowPrivilegeEscalation").isBoolean()
                    && !context.path("allowPrivilegeEscalation").asBoolean(),
                "may get more rights"),
            require(
                context.path("readOnlyRootFilesystem").asBoolean(),
                "may write to its root file system"),
            require(context.at("/capabilities/drop/0").asText().equals("ALL"), "has capabilities"),
            require(
                context.path("runAsNonRoot").asBoolean() || pod.path("runAsNonRoot").asBoolean(),
                "may run as root"),
            require(
                (context.at("/seccompProfile/type").asText()
                        + pod.at("/seccompProfile/type").asText())
                    .contains("RuntimeDefault"),
                "has no seccomp profile"))
        .flatMap(faults -> faults);
  }
}
