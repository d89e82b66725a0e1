package et.po.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What pages for operators tell to install is there, and what they name is in it.
class PagesTest {
  private static final Path PAGES = Tree.ROOT.resolve("docs/operations");
  private static final Pattern INSTALL =
      Pattern.compile("helm install (\\S+) deploy/charts/(\\S+)(.*)");
  private static final Pattern NAMED = Pattern.compile("\\b(job|service)/([a-z-]+)");
  private static final Pattern SCALED =
      Pattern.compile("kubectl scale deployment ((?:[a-z][a-z-]+ )+)--replicas");

  @Test
  void installations_render_andHaveWhatThePageNames() {
    String page = Tree.read(PAGES.resolve("kubernetes.md"));
    Map<String, List<Manifest>> installed = new HashMap<>();
    Matcher install = INSTALL.matcher(commands(page));
    while (install.find()) {
      installed.put(
          install.group(1),
          Charts.render(release(install.group(1), install.group(2), install.group(3))));
    }
    assertEquals(
        List.of("bitcoin", "frost-api", "node-testnet"),
        installed.keySet().stream().sorted().toList());
    Matcher named = NAMED.matcher(page);
    List<String> missing = new ArrayList<>();
    while (named.find()) {
      String wanted = named.group();
      if (installed.values().stream()
          .flatMap(List::stream)
          .noneMatch(manifest -> manifest.id().equalsIgnoreCase(wanted))) {
        missing.add(wanted);
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void deployments_thatAnUpgradeStops_areThere() {
    List<String> names = new ArrayList<>();
    Matcher scaled = SCALED.matcher(Tree.read(PAGES.resolve("upgrade.md")));
    while (scaled.find()) {
      names.addAll(List.of(scaled.group(1).strip().split(" ")));
    }
    assertFalse(names.isEmpty());
    List<String> there =
        Charts.render(Release.of("prod", "node-testnet")).stream()
            .filter(manifest -> manifest.is("Deployment"))
            .map(Manifest::name)
            .toList();
    assertEquals(List.of(), names.stream().filter(name -> !there.contains(name)).toList());
  }

  /// A command a line, with a digest where a file's content would be.
  private static String commands(String page) {
    return page.replaceAll("\\\\\n\\s*", "")
        .replaceAll("\\$\\(cat [a-z]+\\.digest\\)|sha256:…", "sha256:" + "0".repeat(64));
  }

  private static Release release(String name, String chart, String options) {
    List<Path> values = new ArrayList<>();
    Map<String, String> set = new HashMap<>();
    String[] words = options.strip().split("\\s+");
    for (int i = 0; i < words.length; i++) {
      switch (words[i]) {
        case "-f" -> values.add(Tree.ROOT.resolve(words[++i]));
        case "--set" -> set.put(words[++i].split("=", 2)[0], words[i].split("=", 2)[1]);
        case "--wait" -> {}
        default -> throw new AssertionError("an option that this test does not know: " + words[i]);
      }
    }
    return new Release("kubernetes.md/" + name, name, chart, values, set);
  }
}
