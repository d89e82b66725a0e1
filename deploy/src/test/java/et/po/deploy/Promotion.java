package et.po.deploy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What runs in PROD ran in QA before, and not long ago.
final class Promotion {
  private Promotion() {}

  static List<String> faults(List<Release.Version> versions) {
    return versions.stream()
        .map(Release.Version::chart)
        .distinct()
        .flatMap(chart ->
            Stream.concat(
                faults(chart, versions, Release.Version::chartVersion),
                faults(chart, versions, Release.Version::appVersion)))
        .distinct()
        .toList();
  }

  private static Stream<String> faults(String chart, List<Release.Version> versions, Part part) {
    Optional<String> qa = newest("qa", chart, versions, part);
    Optional<String> prod = newest("prod", chart, versions, part);
    if (qa.isEmpty() || prod.isEmpty()) {
      return Stream.of(chart + " is not in both environments");
    }
    long ahead = number(prod.get()) - number(qa.get());
    if (ahead > 0) {
      return Stream.of(
          "%s: PROD has %s, which QA (%s) has not".formatted(chart, prod.get(), qa.get()));
    }
    return minors(qa.get()) - minors(prod.get()) > 1
        ? Stream.of(
            "%s: PROD has %s, more than one minor version behind QA (%s)"
                .formatted(chart, prod.get(), qa.get()))
        : Stream.empty();
  }

  private static Optional<String> newest(
      String environment, String chart, List<Release.Version> versions, Part part) {
    return versions.stream()
        .filter(
            version -> version.environment().equals(environment) && version.chart().equals(chart))
        .map(part::of)
        .max(Comparator.comparingLong(Promotion::number));
  }

  /// One of the two versions of a release.
  private interface Part {
    String of(Release.Version version);
  }

  /// Larger for what is newer.
  static long number(String version) {
    String[] parts = version.split("\\.");
    return minors(version) * 1000 + Long.parseLong(parts[2]);
  }

  private static long minors(String version) {
    String[] parts = version.split("\\.");
    return Long.parseLong(parts[0]) * 1000 + Long.parseLong(parts[1]);
  }
}
