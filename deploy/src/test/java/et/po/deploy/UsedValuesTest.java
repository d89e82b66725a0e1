package et.po.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every value has a description and a default, and changes something.
class UsedValuesTest {
  /// Helm's own; nothing of the chart's.
  private static final Set<String> OF_HELM = Set.of("global", "enabled", "poet-common");

  private static final Set<String> SAME_AS_VIEW =
      Set.of("storage-writer", "storage-reader", "batch-reader", "blockchain-writer", "health");

  @TempDir Path directory;

  @ParameterizedTest
  @FieldSource("et.po.deploy.Tree#INSTALLABLE")
  void everyValue_isDescribed(String chart) {
    List<String> silent = new ArrayList<>();
    JsonNode schema = Tree.yaml(Tree.CHARTS.resolve(chart).resolve("values.schema.json"));
    silent("", schema, silent);
    assertEquals(List.of(), silent);
  }

  private static void silent(String path, JsonNode node, List<String> silent) {
    node.path("properties")
        .properties()
        .forEach(entry -> {
          if (entry.getValue().path("description").asText().length() < 3) {
            silent.add(path + "/" + entry.getKey());
          }
        });
    node.properties()
        .forEach(entry -> silent(path + "/" + entry.getKey(), entry.getValue(), silent));
  }

  @ParameterizedTest
  @FieldSource("et.po.deploy.Tree#INSTALLABLE")
  void everyValue_hasADefault(String chart) {
    JsonNode schema = Tree.yaml(Tree.CHARTS.resolve(chart).resolve("values.schema.json"));
    JsonNode values = Tree.yaml(Tree.CHARTS.resolve(chart).resolve("values.yaml"));
    Set<String> described = new TreeSet<>(names(schema.path("properties")));
    described.removeAll(OF_HELM);
    assertEquals(described, new TreeSet<>(names(values)));
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(entry -> entry.getKey()).toList();
  }

  @ParameterizedTest
  @FieldSource("et.po.deploy.Tree#INSTALLABLE")
  void everyValue_changesSomething(String chart) throws IOException {
    Map<Release, String> before = new LinkedHashMap<>();
    Release.all().stream()
        .filter(release -> release.chart().equals(chart))
        .filter(release -> release.label().matches("(poet|operator).*"))
        .forEach(release -> before.put(release, outcome(release)));
    List<String> changes = new ArrayList<>();
    changes("", Tree.yaml(Tree.CHARTS.resolve(chart).resolve("values.yaml")), changes);
    if (Tree.APPLICATIONS.contains(chart)) {
      for (String name : Settings.of(chart).open()) {
        changes.add("{\"settings\":{\"" + name + "\":" + sample(chart, name) + "}}");
      }
      for (String name : Settings.of(chart).secrets()) {
        changes.add("{\"secrets\":{\"" + name + "\":{\"existingSecret\":\"other\"}}}");
      }
    }
    List<String> idle = new ArrayList<>();
    for (String change : changes) {
      Path file = Files.createTempFile(directory, "values", ".yaml");
      Files.writeString(file, change);
      if (before.entrySet().stream()
          .allMatch(release -> release.getValue().equals(outcome(release.getKey().with(file))))) {
        idle.add(change);
      }
    }
    assertEquals(List.of(), idle);
    System.out.printf("count: %s values that change something %d%n", chart, changes.size());
  }

  private static String sample(String chart, String name) {
    List<String> values = Settings.of(chart).enums().get(name);
    if (values != null) {
      return "\"" + values.getLast() + "\"";
    }
    String initially = Settings.of(chart).setting(name).initially();
    if (initially.startsWith("P")) {
      return "\"PT7S\"";
    }
    if (initially.matches("(true|false).*")) {
      return "\"true\"";
    }
    return initially.matches("[0-9].*") ? "\"7\"" : "\"other\"";
  }

  /// What is rendered, or why not: a value that makes a sentence appear is used too.
  private static String outcome(Release release) {
    try {
      return Charts.text(release, Charts.KUBERNETES);
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// For each value one that is other, of its kind.
  private static void changes(String before, JsonNode value, List<String> changes) {
    value
        .properties()
        .forEach(entry -> {
          String path = before + "{\"" + entry.getKey() + "\":";
          JsonNode inner = entry.getValue();
          if (inner.isObject()) {
            // One of each kind stands for the others: they go through one loop.
            if (!path.contains("roles") || !SAME_AS_VIEW.contains(entry.getKey())) {
              changes(path, inner, changes);
            }
          } else {
            changes.add(
                path
                    + other(entry.getKey(), inner)
                    + "}".repeat((int) path.chars().filter(sign -> sign == '{').count()));
          }
        });
  }

  private static String other(String name, JsonNode value) {
    if (name.equals("elsewhere")) {
      // One of the releases has it, and needs it.
      return "false";
    }
    if (value.isBoolean()) {
      return Boolean.toString(!value.asBoolean());
    }
    if (value.isInt()) {
      return switch (name) {
        // They are only looked at when others are too large for them.
        case "connectionBudget" -> "1";
        case "otherMebibytes" -> "4096";
        default -> Integer.toString(value.asInt() + 1);
      };
    }
    if (value.isArray()) {
      return switch (name) {
        case "pullSecrets", "hostnames", "profiles" -> "[\"other\"]";
        default -> "[{\"namespace\":\"other\",\"ports\":[7]}]";
      };
    }
    String quoted =
        switch (name) {
          case "cpu" -> "7m";
          case "memory", "temporaryFiles", "size" -> "7Gi";
          case "chain" -> "signet";
          case "routing" -> "none";
          case "interval" -> "7s";
          case "digest" -> "sha256:" + "7".repeat(64);
          case "instanceGroup" -> "monitoring";
          case "deploymentMethod" -> "argocd";
          case "enabled" -> "always";
          default -> "7";
        };
    return "\"" + quoted + "\"";
  }
}
