package et.po.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The tables of a chart's README, made of its schema and its values.yaml.
record ChartReadme(String chart, JsonNode schema, JsonNode values) {
  private static final String BEGIN = "<!-- made of the schema; see deploy/README.md -->\n";
  private static final String END = "<!-- end -->\n";

  static ChartReadme of(String chart) {
    return new ChartReadme(
        chart,
        ValuesSchema.of(chart),
        Tree.yaml(Tree.CHARTS.resolve(chart).resolve("values.yaml")));
  }

  /// The text with its tables as they are now.
  String renewed(String text) {
    String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    return before + tables() + text.substring(text.indexOf(END));
  }

  private String tables() {
    List<String> lines = new ArrayList<>();
    lines.add("| Value | Default | Means |");
    lines.add("|---|---|---|");
    rows("", schema, values, lines);
    if (Tree.APPLICATIONS.contains(chart)) {
      settings(lines);
    }
    lines.add("");
    return "\n" + String.join("\n", lines) + "\n";
  }

  private void settings(List<String> lines) {
    Settings settings = Settings.of(chart);
    lines.add("");
    lines.add("Under `settings`, as texts:");
    lines.add("");
    lines.add("| Setting | The program's default | Means |");
    lines.add("|---|---|---|");
    for (String name : settings.open()) {
      Settings.Setting setting = settings.setting(name);
      lines.add("| `" + name + "` | " + setting.initially() + " | " + setting.says() + " |");
    }
    lines.add("");
    lines.add(
        "Under `secrets`, each as `{existingSecret: NAME, key: KEY}`; the key is the setting's name where none is given:");
    lines.add("");
    settings.secrets().stream().sorted().forEach(name -> lines.add("- `" + name + "`"));
  }

  private void rows(String prefix, JsonNode described, JsonNode given, List<String> lines) {
    JsonNode shape = resolved(described);
    for (Map.Entry<String, JsonNode> entry : new TreeMap<>(fields(shape)).entrySet()) {
      String path = prefix + entry.getKey();
      JsonNode value = given.path(entry.getKey());
      lines.add(
          "| `"
              + path
              + "` | "
              + initially(value)
              + " | "
              + entry.getValue().path("description").asText().replace("|", "\\|")
              + " |");
      // Settings and secrets have tables of their own; roles are alike, and values.yaml shows each.
      if (!path.matches(
              "settings|secrets|roles\\.[^.]+\\.(settings|secrets)|roles\\.(?!view(\\.|$)).*")
          && !resolved(entry.getValue()).path("properties").isMissingNode()) {
        rows(path + ".", entry.getValue(), value, lines);
      }
    }
  }

  private static Map<String, JsonNode> fields(JsonNode shape) {
    Map<String, JsonNode> fields = new TreeMap<>();
    shape
        .path("properties")
        .properties()
        .forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
    return fields;
  }

  private JsonNode resolved(JsonNode described) {
    JsonNode reference = described.path("$ref");
    return reference.isMissingNode() ? described : schema.at(reference.asText().substring(1));
  }

  private static String initially(JsonNode value) {
    if (value.isMissingNode() || value.isObject() && !value.isEmpty()) {
      return "";
    }
    return "`" + value + "`";
  }
}
