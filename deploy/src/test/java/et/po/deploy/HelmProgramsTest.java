package et.po.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Helm 3 and Helm 4 as operators have them find nothing wrong with any release, and make of it
/// what the other tests look at.
@Tag("real")
class HelmProgramsTest {
  private static final List<CachedProgram> HELMS =
      List.of(
          new CachedProgram("helm/helm-3.19.5", "./poet tools helm"),
          new CachedProgram("helm4/helm-4.3.2", "./poet tools helm4"));

  static Stream<Arguments> releases() {
    return HELMS.stream()
        .flatMap(helm -> Release.all().stream().map(release -> Arguments.of(helm, release)));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void release_isWithoutFault(CachedProgram helm, Release release) throws Exception {
    CachedProgram.Ending ending =
        run(helm, release, List.of("lint", "--strict", "--kube-version", Charts.KUBERNETES));
    assertEquals(0, ending.code(), ending.printed() + ending.said());
  }

  @ParameterizedTest
  @MethodSource("releases")
  void release_isWhatTestsLookAt(CachedProgram helm, Release release) throws Exception {
    CachedProgram.Ending ending =
        run(
            helm,
            release,
            List.of(
                "template",
                release.name(),
                "--namespace",
                "default",
                "--kube-version",
                Charts.KUBERNETES));
    assertEquals(0, ending.code(), ending.said());
    assertEquals(Charts.text(release, Charts.KUBERNETES), Charts.ordered(ending.printed()));
  }

  private static CachedProgram.Ending run(CachedProgram helm, Release release, List<String> command)
      throws Exception {
    List<String> arguments = new ArrayList<>(command);
    arguments.add(Tree.CHARTS.resolve(release.chart()).toString());
    release.values().forEach(file -> arguments.addAll(List.of("--values", file.toString())));
    release.set().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return helm.run(arguments);
  }
}
