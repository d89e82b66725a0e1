package et.po.deploy;

import static et.po.deploy.Manifest.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The settings of a program, as docs/operations/settings.md has them, and what its chart does with
/// each.
///
/// @param documented the program's settings
/// @param fixed those that the chart decides
/// @param secrets those that come from Secrets
/// @param old names that the chart refuses with the new one
/// @param enums values that a setting may have, where they are few
record Settings(
    Map<String, Setting> documented,
    Set<String> fixed,
    Set<String> secrets,
    Set<String> old,
    Map<String, List<String>> enums) {
  private static final Pattern NAME = Pattern.compile("`([A-Z][A-Z_]+)`");
  private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

  /// @param initially the default, without signs
  /// @param says what the document says
  record Setting(String initially, String says) {}

  static Settings of(String chart) {
    JsonNode source = Tree.yaml(Tree.DEPLOY.resolve("schema/" + chart + ".yaml")).path("settings");
    Map<String, List<String>> enums = new TreeMap<>();
    source
        .path("enums")
        .properties()
        .forEach(entry -> enums.put(entry.getKey(), texts(entry.getValue())));
    return new Settings(
        documented(source.path("table").asText()),
        Set.copyOf(texts(source.path("fixed"))),
        Set.copyOf(texts(source.path("secrets"))),
        Set.copyOf(texts(source.path("old"))),
        enums);
  }

  /// Of both programs.
  static Set<String> allSecrets() {
    return Tree.APPLICATIONS.stream()
        .flatMap(chart -> of(chart).secrets().stream())
        .collect(Collectors.toSet());
  }

  /// Those that values may name under `settings`.
  Set<String> open() {
    Set<String> names = new TreeSet<>(documented.keySet());
    names.removeAll(fixed);
    names.removeAll(secrets);
    return names;
  }

  Setting setting(String name) {
    Setting setting = documented.get(name);
    if (setting == null) {
      throw new IllegalArgumentException(name + " is not in docs/operations/settings.md");
    }
    return setting;
  }

  private static List<String> texts(JsonNode array) {
    return elements(array).map(JsonNode::asText).toList();
  }

  private static Map<String, Setting> documented(String program) {
    String document = Tree.read(Tree.ROOT.resolve("docs/operations/settings.md"));
    String section = document.split("(?m)^## " + program + "$")[1].split("(?m)^## ")[0];
    Map<String, Setting> settings = new TreeMap<>();
    section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(line -> addRow(line.split("\\|"), settings));
    return settings;
  }

  private static void addRow(String[] cells, Map<String, Setting> settings) {
    List<String> names =
        NAME.matcher(cells[1]).results().map((MatchResult name) -> name.group(1)).toList();
    List<String> defaults =
        Arrays.stream(cells[2].split(", ")).map(text -> text.replace("`", "").strip()).toList();
    String says = LINK.matcher(cells[3].strip()).replaceAll("$1");
    for (int i = 0; i < names.size(); i++) {
      String initially =
          defaults.size() == names.size() ? defaults.get(i) : cells[2].replace("`", "").strip();
      settings.put(names.get(i), new Setting(initially, says));
    }
  }
}
