package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The names that charts know are the names that the programs read, both ways. (That the node reads
/// what the document names, a test of the node's own says.)
class EnvironmentContractTest {
  private static final Pattern READ = Pattern.compile("\\$\\{([A-Z][A-Z_]+)");

  static List<Release> releases() {
    return Release.all().stream()
        .filter(release -> Tree.APPLICATIONS.contains(release.chart()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"poet-frost-api", "poet-node"})
  void everyDocumentedSetting_isKnownToTheChartOnce(String chart) {
    Settings settings = Settings.of(chart);
    JsonNode schema = Tree.yaml(Tree.CHARTS.resolve(chart).resolve("values.schema.json"));
    Set<String> known = names(schema.at("/$defs/settings/properties"));
    known.removeAll(settings.old());
    known.addAll(names(schema.at("/$defs/secrets/properties")));
    known.addAll(settings.fixed());
    assertEquals(new TreeSet<>(settings.documented().keySet()), known);
    assertEquals(
        settings.documented().size(),
        settings.open().size() + settings.secrets().size() + settings.fixed().size());
  }

  @ParameterizedTest
  @MethodSource("releases")
  void renderedNames_areThoseOfTheProgram(Release release) {
    Settings settings = Settings.of(release.chart());
    Set<String> rendered =
        Charts.render(release).stream()
            .filter(object -> !isTest(object))
            .flatMap(Manifest::containers)
            .flatMap(container -> elements(container.path("env")))
            .map(entry -> entry.path("name").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> unknown = new TreeSet<>(rendered);
    unknown.removeAll(settings.documented().keySet());
    assertEquals(Set.of(), unknown);
    Set<String> wanted = new TreeSet<>(settings.fixed());
    if (rendered.stream().noneMatch("NODE_ROLES"::equals)) {
      wanted.remove("NODE_ROLES");
    }
    assertTrue(rendered.containsAll(wanted), () -> "of " + wanted + " some are missing");
  }

  private static boolean isTest(Manifest object) {
    return object.annotation("helm.sh/hook").equals("test");
  }

  /// With all that it may be told.
  @Test
  void smokeTest_isToldWhatTheDocumentNames() {
    Set<String> told =
        Release.all().stream()
            .flatMap(release -> Charts.render(release).stream())
            .filter(EnvironmentContractTest::isTest)
            .flatMap(Manifest::containers)
            .flatMap(container -> elements(container.path("env")))
            .map(entry -> entry.path("name").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    String document = Tree.read(Tree.ROOT.resolve("docs/operations/settings.md"));
    Set<String> documented =
        Pattern.compile("(?m)^\\| `(SMOKE_[A-Z_]+)`")
            .matcher(document)
            .results()
            .map((MatchResult name) -> name.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(documented, told);
  }

  @Test
  void frost_readsWhatTheDocumentNames() {
    String properties =
        Tree.read(Tree.ROOT.resolve("frost/src/main/resources/application.properties"));
    Set<String> read =
        READ.matcher(properties)
            .results()
            .map((MatchResult name) -> name.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Settings settings = Settings.of("poet-frost-api");
    read.removeAll(settings.old());
    assertEquals(new TreeSet<>(settings.documented().keySet()), read);
  }

  private static Set<String> names(JsonNode properties) {
    return new TreeSet<>(properties.properties().stream().map(entry -> entry.getKey()).toList());
  }
}
