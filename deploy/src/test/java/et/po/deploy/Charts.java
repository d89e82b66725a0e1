package et.po.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Charts, rendered by Helm.
final class Charts {
  static final String KUBERNETES = "1.33.0";
  private static final AtomicInteger RENDERS = new AtomicInteger();
  private static final Map<Release, List<Manifest>> RENDERED = new ConcurrentHashMap<>();
  private static final Pattern DOCUMENT = Pattern.compile("(?m)^---\\s*$");

  /// Helm's Java binding leaves hooks out of what it renders. So they are called otherwise in a
  /// copy.
  private static final String HOOK = "helm.sh/hook";

  private static final String SHOWN = "shown.helm.sh/hook";
  private static final Map<String, Path> COPIES = new ConcurrentHashMap<>();

  private Charts() {}

  static List<Manifest> render(Release release) {
    return RENDERED.computeIfAbsent(release, key -> manifests(text(key, KUBERNETES)));
  }

  /// The objects of a rendered text.
  static List<Manifest> manifests(String text) {
    return Tree.documents(text).stream().map(Manifest::new).toList();
  }

  /// What Helm renders, one document after the other in the order of kinds and names.
  ///
  /// @throws IllegalStateException with Helm's words, if it refuses
  static String text(Release release, String kubernetes) {
    RENDERS.incrementAndGet();
    TemplateCommand template =
        new Helm(COPIES.computeIfAbsent(release.chart(), Charts::copy))
            .template()
            .withName(release.name())
            .withNamespace("default")
            .withKubeVersion(kubernetes);
    release.values().forEach(template::withValuesFile);
    release.set().forEach(template::set);
    return ordered(template.call().replace(SHOWN, HOOK));
  }

  /// One document after the other in the order of kinds and names, whatever the order of Helm's.
  static String ordered(String rendered) {
    return DOCUMENT
        .splitAsStream(rendered)
        .map(Charts::withoutSource)
        .filter(document -> !document.isEmpty())
        .sorted()
        .collect(Collectors.joining("\n---\n", "", "\n"));
  }

  /// How often Helm rendered something until now.
  static int renders() {
    return RENDERS.get();
  }

  private static String withoutSource(String document) {
    return document
        .lines()
        .filter(line -> !line.startsWith("# Source:"))
        .map(String::stripTrailing)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static Path copy(String chart) {
    Path from = Tree.CHARTS.resolve(chart);
    Path to = Tree.DEPLOY.resolve("target/charts").resolve(chart);
    try (Stream<Path> files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
      delete(to);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.writeString(
            copy,
            file.toString().contains("templates")
                ? Files.readString(file).replace(HOOK, SHOWN)
                : Files.readString(file));
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A copy of before may have files that the chart has no longer.
  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
