package et.po.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The charts are for every Kubernetes that `kubeVersion` allows. That its API server takes what
/// they make is the rule `known-fields`.
class KubernetesVersionsTest {
  private static final String UNSUPPORTED = "1.29.0";

  static Stream<Arguments> releases() {
    return Release.all().stream()
        .flatMap(
            release -> ApiSchemas.minors().stream().map(minor -> Arguments.of(release, minor)));
  }

  /// The version by which the other tests render is as good as any.
  @ParameterizedTest
  @MethodSource("releases")
  void release_isTheSame(Release release, String minor) {
    assertEquals(
        Charts.render(release), Charts.manifests(Charts.text(release, minor + ".0")), minor);
  }

  @Test
  void versionBelow_isRefused() {
    Release release = Release.called("poet-node/alone");
    String said =
        String.valueOf(
            assertThrows(RuntimeException.class, () -> Charts.text(release, UNSUPPORTED))
                .getMessage());
    assertTrue(said.contains("kubeVersion"), said);
  }

  @Test
  void everyVersion_hasItsFields() {
    List<String> minors = ApiSchemas.minors();
    assertEquals("1.30", minors.getFirst());
    for (int i = 1; i < minors.size(); i++) {
      assertEquals("1." + (30 + i), minors.get(i));
    }
    System.out.printf(
        "count: API servers' schemas %d, %s to %s%n",
        minors.size(), minors.getFirst(), minors.getLast());
  }
}
