package et.po.deploy;

import static et.po.deploy.Manifest.elements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Versions, changes and definitions that have to agree.
class ChartFilesTest {
  @ParameterizedTest
  @FieldSource("et.po.deploy.Tree#INSTALLABLE")
  void changelog_beginsWithTheVersion_andItsChanges(String name) {
    Path chart = Tree.CHARTS.resolve(name);
    JsonNode about = Tree.yaml(chart.resolve("Chart.yaml"));
    String section = Tree.read(chart.resolve("CHANGELOG.md")).split("(?m)^## ")[1];
    assertEquals(about.path("version").asText(), section.lines().findFirst().orElseThrow().strip());
    List<String> changes =
        elements(
                Tree.documents(about.at("/annotations/artifacthub.io~1changes").asText())
                    .getFirst())
            .map(change -> "- " + change.path("description").asText())
            .toList();
    assertFalse(changes.isEmpty());
    assertEquals(changes, section.lines().filter(line -> line.startsWith("- ")).toList());
    assertTrue(Files.exists(chart.resolve("UPGRADING.md")));
  }

  @ParameterizedTest
  @FieldSource("et.po.deploy.Tree#INSTALLABLE")
  void commonChart_isThereWithoutARepository(String name) {
    Path chart = Tree.CHARTS.resolve(name);
    var dependencies = new Helm(chart).dependency().list().call().getDependencies();
    assertEquals(List.of("poet-common"), dependencies.stream().map(d -> d.getName()).toList());
    assertEquals("unpacked", dependencies.getFirst().getStatus());
    assertEquals(
        Tree.yaml(Tree.CHARTS.resolve("poet-common/Chart.yaml")).path("version").asText(),
        dependencies.getFirst().getVersion());
  }

  @ParameterizedTest
  @FieldSource("et.po.deploy.Tree#INSTALLABLE")
  void packagedChart_bringsTheCommonOne(String name, @TempDir Path directory) throws IOException {
    new Helm(Tree.CHARTS.resolve(name)).packageIt().withDestination(directory).call();
    try (InputStream archive =
        new GZIPInputStream(Files.newInputStream(Tree.files(directory, ".tgz").getFirst()))) {
      String entries = new String(archive.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(entries.contains(name + "/charts/poet-common/templates/_pod.tpl"));
      assertTrue(entries.contains("define \"poet-common.podTemplate\""));
    }
  }

  @Test
  void everyReleaseOfAnEnvironment_hasALineInVersions() {
    for (String environment : List.of("qa", "prod")) {
      Set<String> files =
          Tree.files(Tree.ENVIRONMENTS.resolve(environment), ".yaml").stream()
              .map(file -> file.getFileName().toString().replace(".yaml", ""))
              .collect(Collectors.toSet());
      assertEquals(
          files,
          Release.versions()
              .filter(version -> version.environment().equals(environment))
              .map(Release.Version::release)
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void releases_areNamedAsTheyAlwaysWere() {
    assertEquals(List.of("qa frost-api", "qa node-regtest", "qa node-testnet"), named("qa"));
    assertEquals(
        List.of("prod frost-api", "prod node-mainnet", "prod node-testnet"), named("prod"));
  }

  private static List<String> named(String environment) {
    return Release.versions()
        .filter(version -> version.environment().equals(environment))
        .map(version -> environment + " " + version.release())
        .sorted()
        .toList();
  }

  @Test
  void versions_areThoseOfTheTree_orOlder() {
    for (Release.Version version : Release.versions().toList()) {
      JsonNode about = Tree.yaml(Tree.CHARTS.resolve(version.chart()).resolve("Chart.yaml"));
      assertTrue(
          Promotion.number(version.chartVersion())
              <= Promotion.number(about.path("version").asText()));
      assertTrue(
          Promotion.number(version.appVersion())
              <= Promotion.number(about.path("appVersion").asText()));
      assertTrue(version.digest().matches("(sha256:[0-9a-f]{64})?"));
    }
  }

  @Test
  void prod_isNotAheadOfQa_norFarBehind() {
    assertEquals(List.of(), Promotion.faults(Release.versions().toList()));
  }

  @Test
  void promotion_noticesWhatIsAhead_andWhatIsFarBehind() {
    assertEquals(
        List.of("poet-node: PROD has 1.3.0, which QA (1.2.9) has not"),
        Promotion.faults(List.of(version("qa", "1.2.9"), version("prod", "1.3.0"))));
    assertEquals(
        List.of("poet-node: PROD has 1.2.9, more than one minor version behind QA (1.4.0)"),
        Promotion.faults(List.of(version("qa", "1.4.0"), version("prod", "1.2.9"))));
    assertEquals(
        List.of(), Promotion.faults(List.of(version("qa", "1.3.1"), version("prod", "1.2.9"))));
  }

  private static Release.Version version(String environment, String version) {
    return new Release.Version(environment, "node-testnet", "poet-node", version, version, "");
  }

  /// helmfile and Argo CD layer the same files, those that the tests layer.
  @Test
  void definitions_layerTheSameFiles() {
    String helmfile = Tree.read(Tree.ENVIRONMENTS.resolve("helmfile.yaml.gotmpl"));
    List<String> lines =
        helmfile.lines().map(String::strip).filter(line -> line.matches("- [_{].*")).toList();
    assertEquals(
        List.of(
            "- _defaults.yaml", "- _{{ .chart }}.yaml", "- {{ .environment }}/{{ .release }}.yaml"),
        lines);
    JsonNode applications = Tree.yaml(Tree.ENVIRONMENTS.resolve("argocd/appset.yaml"));
    assertEquals(
        List.of(
            "../../environments/_defaults.yaml",
            "../../environments/_{{.chart}}.yaml",
            "../../environments/{{.environment}}/{{.release}}.yaml"),
        elements(applications.at("/spec/template/spec/source/helm/valueFiles"))
            .map(JsonNode::asText)
            .toList());
    assertEquals(
        List.of("poet-qa", "poet-prod"),
        Tree.documents(Tree.read(Tree.ENVIRONMENTS.resolve("argocd/projects.yaml"))).stream()
            .map(project -> project.at("/metadata/name").asText())
            .toList());
  }
}
