package et.po.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule holds of everything that is rendered; and each of them notices what breaks it.
class RulesTest {
  private static final JsonNode FIXTURES =
      Tree.yaml(Tree.DEPLOY.resolve("src/test/resources/fixtures.yaml"));

  static List<Release> releases() {
    return Release.all();
  }

  static List<Fixture> fixtures() {
    List<Fixture> fixtures = new ArrayList<>();
    FIXTURES
        .properties()
        .forEach(rule ->
            rule.getValue().forEach(edit -> fixtures.add(new Fixture(rule.getKey(), edit))));
    return fixtures;
  }

  @ParameterizedTest
  @MethodSource("releases")
  void everyRelease_keepsEveryRule(Release release) {
    List<Manifest> manifests = Charts.render(release);
    assertFalse(manifests.isEmpty());
    assertEquals(List.of(), Rule.all().stream().flatMap(rule -> rule.faults(manifests)).toList());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void fixture_breaksItsRuleAlone(Fixture fixture) {
    List<Manifest> broken = fixture.manifests();
    Set<String> found =
        Rule.all().stream()
            .filter(rule -> rule.faults(broken).findAny().isPresent())
            .map(Rule::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(fixture.rule()), found);
  }

  @Test
  void everyRule_hasAFixture() {
    Set<String> rules = Rule.all().stream().map(Rule::name).collect(Collectors.toSet());
    assertEquals(rules, fixtures().stream().map(Fixture::rule).collect(Collectors.toSet()));
    System.out.printf(
        "count: chart rules %d, fixtures %d, releases rendered %d%n",
        rules.size(), fixtures().size(), releases().size());
  }

  /// A release that is well, with one thing changed.
  record Fixture(String rule, JsonNode edit) {
    List<Manifest> manifests() {
      List<Manifest> well = Charts.render(Release.called(edit.path("release").asText()));
      String id = edit.path("object").asText();
      if (id.isEmpty()) {
        return Stream.concat(well.stream(), Stream.of(new Manifest(edit.path("add")))).toList();
      }
      assertEquals(1, well.stream().filter(object -> object.id().equals(id)).count(), id);
      return well.stream()
          .filter(object -> !object.id().equals(id) || edit.has("at"))
          .map(object -> object.id().equals(id) ? edited(object) : object)
          .toList();
    }

    private Manifest edited(Manifest object) {
      return new Manifest(
          Edits.edited(object.node(), edit.path("at").asText(), edit.path("value")));
    }

    @Override
    public String toString() {
      return rule + " " + edit.path("object").asText() + " " + edit.path("at").asText();
    }
  }
}
