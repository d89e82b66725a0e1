package et.po.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// QA is PROD, but for what parity-allow.yaml gives a reason for.
class ParityTest {
  private static final List<Allowed> ALLOWED = allowed();

  /// A release of QA, and the one of PROD that it stands for.
  record Pair(String qa, String prod) {}

  /// @param pair as "qa/frost-api prod/frost-api", or "*"
  /// @param at a path; a star is any step of it, two are any steps
  record Allowed(String pair, String at, String reason) {
    boolean covers(Pair two, String path) {
      return (pair.equals("*") || pair.equals(two.qa() + " " + two.prod()))
          && path.matches(
              Arrays.stream(at.split("/"))
                  .map(step ->
                      switch (step) {
                        case "**" -> ".*";
                        case "*" -> "[^/]*";
                        default -> Pattern.quote(step);
                      })
                  .collect(Collectors.joining("/")));
    }
  }

  static List<Pair> pairs() {
    return List.of(
        new Pair("frost-api", "frost-api"),
        new Pair("node-testnet", "node-testnet"),
        new Pair("node-regtest", "node-mainnet"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void qaAndProd_differOnlyWhereAllowed(Pair pair) {
    List<String> others =
        differences(pair).stream()
            .filter(path -> ALLOWED.stream().noneMatch(allowed -> allowed.covers(pair, path)))
            .toList();
    assertEquals(List.of(), others);
  }

  @Test
  void everyAllowance_isNeededAndHasAReason() {
    Set<Allowed> needed = new HashSet<>();
    for (Pair pair : pairs()) {
      for (String path : differences(pair)) {
        ALLOWED.stream().filter(allowed -> allowed.covers(pair, path)).forEach(needed::add);
      }
    }
    assertEquals(Set.copyOf(ALLOWED), needed);
    assertTrue(ALLOWED.stream().allMatch(allowed -> allowed.reason().length() > 20));
    System.out.printf(
        "count: allowed differences between QA and PROD %d, for %d paths of %d%n",
        ALLOWED.size(),
        pairs().stream().mapToInt(pair -> differences(pair).size()).sum(),
        pairs().stream().mapToInt(pair -> flat("qa", pair.qa()).size()).sum());
  }

  @Test
  void aDifferenceThatNobodyAllowed_isFound() {
    assertTrue(
        ALLOWED.stream()
            .noneMatch(allowed ->
                allowed.covers(
                    pairs().getFirst(),
                    "Deployment/RELEASE/spec/template/spec/containers/api/resources/requests/cpu")));
  }

  private static Set<String> differences(Pair pair) {
    Map<String, String> qa = flat("qa", pair.qa());
    Map<String, String> prod = flat("prod", pair.prod());
    Set<String> paths = new TreeSet<>(qa.keySet());
    paths.addAll(prod.keySet());
    paths.removeIf(path -> Objects.equals(qa.get(path), prod.get(path)));
    return paths;
  }

  /// Every value with its path; the release is called RELEASE in both.
  private static Map<String, String> flat(String environment, String release) {
    Map<String, String> values = new TreeMap<>();
    for (Manifest manifest : Charts.render(Release.of(environment, release))) {
      flatten(manifest.id().replace(release, "RELEASE"), manifest.node(), release, values);
    }
    return values;
  }

  private static void flatten(
      String path, JsonNode node, String release, Map<String, String> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(entry ->
              flatten(
                  path + "/" + entry.getKey().replace("/", "|"),
                  entry.getValue(),
                  release,
                  values));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        String name =
            node.get(i).path("name").asText(Integer.toString(i)).replace(release, "RELEASE");
        flatten(path + "/" + name, node.get(i), release, values);
      }
    } else {
      values.put(path, node.asText().replace(release, "RELEASE"));
    }
  }

  private static List<Allowed> allowed() {
    return Manifest.elements(Tree.yaml(Tree.ENVIRONMENTS.resolve("parity-allow.yaml")))
        .flatMap(entry ->
            Manifest.elements(entry.path("at"))
                .map(at ->
                    new Allowed(
                        entry.path("pair").asText(), at.asText(), entry.path("reason").asText())))
        .collect(Collectors.toList());
  }
}
