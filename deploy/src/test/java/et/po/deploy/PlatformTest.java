package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static et.po.deploy.Rule.require;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /// Of our own charts' rules those that hold of anybody's.
  private static final Set<String> RULES = Set.of("restricted-container", "resources");

  private static final Set<String> CHECKED =
      Set.of(
          "Deployment",
          "StatefulSet",
          "Service",
          "ServiceAccount",
          "PodDisruptionBudget",
          "NetworkPolicy");

  @TempDir Path directory;

  static List<FetchedChart> charts() {
    return FetchedChart.charts();
  }

  @Test
  void everyChart_hasValues_andStandsInTheTable() {
    assertEquals(
        charts().stream().map(chart -> chart.name() + ".yaml").sorted().toList(),
        Tree.files(VALUES, ".yaml").stream().map(file -> file.getFileName().toString()).toList());
    String table = Tree.read(Tree.PLATFORM.resolve("README.md"));
    for (FetchedChart chart :
        Stream.concat(charts().stream(), FetchedChart.kinds().stream()).toList()) {
      assertTrue(
          table.contains("| `" + chart.name() + "` | " + chart.version() + " |"), chart.toString());
    }
  }

  @Tag("real")
  @ParameterizedTest
  @MethodSource("charts")
  void chart_isFitToBeStoodOn(FetchedChart chart) {
    List<Manifest> release = chart.render(values(chart));
    assertEquals(List.of(), faults(release));
    System.out.printf(
        "count: %s objects %d, of them serving %d%n",
        chart, release.size(), serving(release).size());
  }

  /// A misspelt one would have no effect, and nobody would see it.
  @Tag("real")
  @ParameterizedTest
  @MethodSource("charts")
  void everyValue_isTheChartsOwn_orChangesSomething(FetchedChart chart) throws IOException {
    JsonNode values = Tree.yaml(values(chart));
    JsonNode known = Tree.yaml(chart.directory().resolve("values.yaml"));
    List<Manifest> whole = chart.render(values(chart));
    List<String> idle = new ArrayList<>();
    for (String leaf : leaves("", values).toList()) {
      Path file = Files.createTempFile(directory, "values", ".yaml");
      Files.writeString(file, Edits.edited(values, leaf, MissingNode.getInstance()).toString());
      if (!isKnown(known, leaf) && chart.render(file).equals(whole)) {
        idle.add(leaf);
      }
    }
    assertEquals(List.of(), idle);
  }

  /// Whether it is there, or below a map that is whatever it is given.
  private static boolean isKnown(JsonNode known, String leaf) {
    JsonNode there = known.at(leaf);
    String path = leaf;
    while (there.isMissingNode()) {
      path = path.substring(0, path.lastIndexOf('/'));
      there = known.at(path);
    }
    return path.equals(leaf) || (there.isObject() && there.isEmpty());
  }

  private static Stream<String> leaves(String before, JsonNode value) {
    return value.isObject() && !value.isEmpty()
        ? value.properties().stream()
            .flatMap(entry -> leaves(before + "/" + escaped(entry.getKey()), entry.getValue()))
        : Stream.of(before);
  }

  /// As RFC 6901, section 3 has it.
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static Path values(FetchedChart chart) {
    return VALUES.resolve(chart.name() + ".yaml");
  }

  /// So that the checks are known to be some.
  @Tag("real")
  @ParameterizedTest
  @MethodSource("charts")
  void chart_withoutOurValues_isNot(FetchedChart chart) throws IOException {
    assertFalse(faults(chart.render(Files.createFile(directory.resolve("none.yaml")))).isEmpty());
  }

  private static List<Manifest> serving(List<Manifest> release) {
    return release.stream().filter(object -> SERVING.contains(object.kind())).toList();
  }

  private static List<String> faults(List<Manifest> release) {
    if (serving(release).isEmpty()) {
      return List.of("nothing serves");
    }
    Stream<String> ours =
        Rule.all().stream()
            .filter(rule -> RULES.contains(rule.name()))
            .flatMap(rule -> rule.faults(serving(release)));
    Stream<String> more =
        serving(release).stream()
            .flatMap(object ->
                Stream.of(
                        twice(object),
                        budget(object, release),
                        group(object),
                        object.containers().flatMap(container -> rights(object, container)))
                    .flatMap(found -> found)
                    .map(fault -> object.id() + ": " + fault));
    return Stream.concat(ours, more).toList();
  }

  /// Whatever the chart makes of our values, each supported API server takes.
  @Tag("real")
  @ParameterizedTest
  @MethodSource("charts")
  void chart_isTakenByEveryApiServer(FetchedChart chart) {
    List<Manifest> checked =
        chart.render(values(chart)).stream()
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

  /// Said of the pod or of its container: their charts do it the one way or the other.
  private static Stream<String> rights(Manifest object, JsonNode container) {
    JsonNode context = container.path("securityContext");
    JsonNode pod = object.at("/spec/template/spec/securityContext");
    return Stream.concat(
        require(
            context.path("runAsNonRoot").asBoolean() || pod.path("runAsNonRoot").asBoolean(),
            "may run as root"),
        require(
            (context.at("/seccompProfile/type").asText() + pod.at("/seccompProfile/type").asText())
                .contains("RuntimeDefault"),
            "has no seccomp profile"));
  }
}
